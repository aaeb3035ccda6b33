-- $1 id, $2 what it waits for, $3 rows a second, $4 lag in ms, $5 the pool's numbers.
UPDATE barqdb.batch SET waits_for = $2::text, rows_second = $3::double precision, lag_ms = $4::bigint, pool = $5::jsonb,
    updated_at = pg_catalog.clock_timestamp()
WHERE id = $1::integer
