-- $1 id, $2 state, $3 error. An end clears what the runner told about itself.
UPDATE barqdb.batch SET state = $2::text, error = $3::text, updated_at = pg_catalog.clock_timestamp(),
    waits_for = CASE WHEN $2::text IN ('running', 'paused') THEN waits_for END,
    finished_at = CASE WHEN $2::text IN ('done', 'cancelled') THEN pg_catalog.clock_timestamp() END
WHERE id = $1::integer
