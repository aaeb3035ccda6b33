-- Checkpoints by their reason: rows of name and number. Up to PostgreSQL 16 they are columns of pg_stat_bgwriter, which are read by
-- name from its row, so that the statement can be prepared on every version.
SELECT v.name, v.value::double precision
FROM (SELECT pg_catalog.to_jsonb(w) AS counters FROM pg_catalog.pg_stat_bgwriter AS w) AS b
CROSS JOIN LATERAL (VALUES
  ('checkpoints_timed_total', b.counters ->> 'checkpoints_timed'), ('checkpoints_requested_total', b.counters ->> 'checkpoints_req'),
  ('checkpoint_buffers_total', b.counters ->> 'buffers_checkpoint'), ('cleaner_stops_total', b.counters ->> 'maxwritten_clean')
) AS v(name, value)
WHERE v.value IS NOT NULL
