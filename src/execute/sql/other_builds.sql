-- Other sessions that build, rebuild or drop an index of a table concurrently, or wait to. $1: the table, quoted.
SELECT a.pid, a.query FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid <> pg_catalog.pg_backend_pid() AND a.datname = pg_catalog.current_database() AND a.state = 'active'
  AND (EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS p
               WHERE p.pid = a.pid AND p.relid = pg_catalog.to_regclass($1))
       OR (a.query ~* '(create|reindex|drop)\M.*\mconcurrently\M'
           AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l
                       WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock'
                         AND l.relation = pg_catalog.to_regclass($1))))
ORDER BY a.query_start LIMIT 1
