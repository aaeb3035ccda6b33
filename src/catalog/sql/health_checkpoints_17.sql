-- Checkpoints by their reason: rows of name and number.
SELECT v.name, v.value::double precision
FROM pg_catalog.pg_stat_checkpointer AS c
CROSS JOIN pg_catalog.pg_stat_bgwriter AS b
CROSS JOIN LATERAL (VALUES
  ('checkpoints_timed_total', c.num_timed), ('checkpoints_requested_total', c.num_requested),
  ('checkpoint_buffers_total', c.buffers_written), ('cleaner_stops_total', b.maxwritten_clean)
) AS v(name, value)
