-- The statements that make the given indexes: $1 is an array of their oids. No row for one that is gone meanwhile, or whose
-- table another session holds, or waits for, exclusively: pg_get_indexdef would wait for that session.
SELECT x.indexrelid, pg_get_indexdef(x.indexrelid)
FROM pg_index AS x
WHERE x.indexrelid = ANY ($1::oid[])
  AND NOT EXISTS (
    SELECT FROM pg_locks AS l
    WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
      AND l.database = (SELECT b.oid FROM pg_database AS b WHERE b.datname = current_database())
      AND l.relation IN (x.indexrelid, x.indrelid))
