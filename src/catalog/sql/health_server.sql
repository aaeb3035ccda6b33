-- What any role may know of a server: rows of name and number. Positions in the write-ahead log are bytes from its beginning.
SELECT v.name, v.value::double precision
FROM (VALUES
  ('now', extract(epoch FROM pg_catalog.clock_timestamp())::double precision),
  ('start_time', extract(epoch FROM pg_catalog.pg_postmaster_start_time())::double precision),
  ('standby', pg_catalog.pg_is_in_recovery()::integer),
  ('statistics_visible', pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')::integer),
  ('connections_limit', pg_catalog.current_setting('max_connections')::double precision),
  ('connections_reserved', pg_catalog.current_setting('superuser_reserved_connections')::double precision
     + coalesce(pg_catalog.current_setting('reserved_connections', true), '0')::double precision),
  ('autovacuum', (pg_catalog.current_setting('autovacuum')::boolean AND pg_catalog.current_setting('track_counts')::boolean)::integer),
  ('wal_position_bytes', pg_catalog.pg_wal_lsn_diff(
     CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END, '0/0')),
  -- A standby that has replayed all it received is not behind, however long ago the last commit was.
  ('replay_lag_seconds', CASE
     WHEN NOT pg_catalog.pg_is_in_recovery() THEN NULL
     WHEN pg_catalog.pg_last_wal_receive_lsn() = pg_catalog.pg_last_wal_replay_lsn() THEN 0
     ELSE extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) END::double precision),
  ('replay_paused', CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_is_wal_replay_paused()::integer END),
  ('archive_failed', (SELECT coalesce(a.last_failed_time > coalesce(a.last_archived_time, '-infinity'), false)::integer
                      FROM pg_catalog.pg_stat_archiver AS a)),
  ('archive_failures_total', (SELECT a.failed_count FROM pg_catalog.pg_stat_archiver AS a))
) AS v(name, value)
WHERE v.value IS NOT NULL
