-- Bytes of every index of users; nothing where another session holds the index, or waits for it, exclusively: pg_relation_size
-- would wait for that session.
SELECT
    c.oid,
    CASE WHEN c.oid NOT IN (
      SELECT l.relation FROM pg_locks AS l
      WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
        AND l.database = (SELECT b.oid FROM pg_database AS b WHERE b.datname = current_database()))
    THEN pg_relation_size(c.oid) END
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'i'
  AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_'
  AND n.nspname NOT IN ('information_schema', 'barqdb')
