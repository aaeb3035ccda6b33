-- Who works on indexes of this database right now: builds that report progress, and sessions that hold or wait for the lock
-- of a concurrent build on the table of an invalid index (VACUUM and ANALYZE take the same; they report progress of their
-- own). A role without pg_read_all_stats sees neither the table nor the index of another role's build: NULL then.
SELECT s.pid, nullif(s.index_relid, 0), nullif(s.relid, 0), s.command, s.phase,
       CASE WHEN s.blocks_total > 0 THEN 100 * s.blocks_done / s.blocks_total END
FROM pg_catalog.pg_stat_progress_create_index AS s
WHERE s.datname = current_database()
UNION ALL
SELECT l.pid, NULL, x.indrelid, 'lock', CASE WHEN l.granted THEN 'works on the table' ELSE 'waits for the table' END, NULL
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_locks AS l
    ON l.locktype = 'relation' AND l.relation = x.indrelid AND l.mode = 'ShareUpdateExclusiveLock'
   AND l.database = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
WHERE NOT x.indisvalid
  AND l.pid NOT IN (SELECT v.pid FROM pg_catalog.pg_stat_progress_vacuum AS v
                    UNION ALL SELECT a.pid FROM pg_catalog.pg_stat_progress_analyze AS a)
