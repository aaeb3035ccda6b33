-- Backends that still work on a step that the ledger knows as started: their client is gone, the statement is not. A step
-- that was begun behind a pooler names no backend: there it is whoever runs its statement, or drops an index of its table.
-- Of another role's session nothing is seen without pg_read_all_stats but its pid and its locks.
SELECT a.pid, a.query FROM barqdb.step AS s
JOIN pg_catalog.pg_stat_activity AS a
    ON (a.state = 'active' OR a.query = '<insufficient privilege>') AND a.pid <> pg_catalog.pg_backend_pid()
WHERE s.open AND s.outcome = 'started'
  AND ((a.pid = s.backend_pid AND a.backend_start = s.backend_start)
       OR (a.pid = s.backend_pid AND a.query = '<insufficient privilege>'
           AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l
                       WHERE l.pid = a.pid AND l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock'
                         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d
                                           WHERE d.datname = pg_catalog.current_database())))
       OR (s.backend_start IS NULL AND a.datname = pg_catalog.current_database() AND s.sql <> '' AND a.query <> ''
           AND (pg_catalog.starts_with(s.sql, a.query)
                OR (a.query LIKE 'DROP INDEX %'
                    AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l
                                JOIN pg_catalog.pg_index AS i ON i.indrelid = l.relation
                                JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
                                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                                WHERE l.pid = a.pid AND l.mode = 'ShareUpdateExclusiveLock'
                                  AND n.nspname || '.' || c.relname = s.object)))))
ORDER BY s.id LIMIT 1
