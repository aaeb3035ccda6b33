-- $1 id, $2 outcome, $3 error
UPDATE barqdb.step SET outcome = $2::text, error = $3::text, finished_at = clock_timestamp() WHERE id = $1::bigint
