-- Counters of this database and of its large tables: rows of name and number.
SELECT v.name, v.value::double precision
FROM pg_catalog.pg_stat_database AS d
CROSS JOIN (
  SELECT pg_catalog.sum(t.seq_scan) FILTER (WHERE t.n_live_tup >= 10000) AS seq_scan,
         pg_catalog.sum(t.idx_scan) FILTER (WHERE t.n_live_tup >= 10000) AS idx_scan
  FROM pg_catalog.pg_stat_user_tables AS t
) AS s
CROSS JOIN LATERAL (VALUES
  ('blocks_hit_total', d.blks_hit), ('blocks_read_total', d.blks_read),
  ('transactions_committed_total', d.xact_commit), ('transactions_rolled_back_total', d.xact_rollback),
  ('deadlocks_total', d.deadlocks), ('conflicts_total', d.conflicts), ('temporary_bytes_total', d.temp_bytes),
  ('statistics_reset_time', extract(epoch FROM d.stats_reset)::bigint),
  ('large_table_sequential_scans_total', s.seq_scan::bigint), ('large_table_index_scans_total', s.idx_scan::bigint),
  ('backends', d.numbackends)
) AS v(name, value)
WHERE d.datname = pg_catalog.current_database() AND v.value IS NOT NULL
