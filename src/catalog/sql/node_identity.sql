-- Which server this is, and which beginning its counters have: one row. See model::NodeIdentity. The counters of the whole server
-- begin anew after a crash; on a standby they began when it was copied. A clean restart keeps them.
SELECT s.system_identifier, c.timeline_id, pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('track_counts')::boolean,
       pg_catalog.concat_ws('/', s.system_identifier, extract(epoch FROM b.began), extract(epoch FROM b.reset)),
       extract(epoch FROM coalesce(greatest(b.began, b.reset), pg_catalog.pg_postmaster_start_time()))::double precision,
       extract(epoch FROM pg_catalog.clock_timestamp())::bigint,
       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_replication AS r WHERE coalesce(r.state, 'streaming') = 'streaming'),
       b.commits
FROM pg_catalog.pg_control_system() AS s
CROSS JOIN pg_catalog.pg_control_checkpoint() AS c
CROSS JOIN (
  SELECT least(pg_catalog.pg_stat_get_bgwriter_stat_reset_time(), a.stats_reset) AS began,
         pg_catalog.pg_stat_get_db_stat_reset_time(d.oid) AS reset,
         pg_catalog.pg_stat_get_db_xact_commit(d.oid) AS commits
  FROM pg_catalog.pg_stat_get_archiver() AS a, pg_catalog.pg_database AS d
  WHERE d.datname = pg_catalog.current_database()
) AS b
