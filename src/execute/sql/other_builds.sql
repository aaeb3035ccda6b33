-- Other sessions that build, rebuild or drop an index of a table concurrently, or wait to. $1: the table, quoted.
-- The functions behind the views: to plan the views costs more than to ask, once an index. What another role's session does
-- is hidden without pg_read_all_stats; its locks are not, and a build waits for a session with such a lock anyway.
SELECT a.pid, a.query FROM pg_catalog.pg_stat_get_activity(NULL) AS a
WHERE a.pid <> pg_catalog.pg_backend_pid() AND (a.state = 'active' OR a.query = '<insufficient privilege>')
  AND a.datid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
  AND (EXISTS (SELECT FROM pg_catalog.pg_stat_get_progress_info('CREATE INDEX') AS p
               WHERE p.pid = a.pid AND p.relid = pg_catalog.to_regclass($1))
       OR ((a.query ~* '(create|reindex|drop)\M.*\mconcurrently\M'
            OR (a.query = '<insufficient privilege>' AND a.usesysid IS NOT NULL))  -- autovacuum has no user
           AND EXISTS (SELECT FROM pg_catalog.pg_lock_status() AS l
                       WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock'
                         AND l.relation = pg_catalog.to_regclass($1))))
ORDER BY a.query_start LIMIT 1
