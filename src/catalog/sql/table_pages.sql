-- Pages that tables have right now: $1 is an array of their oids. Nothing where another session holds the table, or waits
-- for it, exclusively: pg_relation_size would wait for that session.
SELECT t.oid,
       CASE WHEN t.oid NOT IN (
         SELECT l.relation FROM pg_catalog.pg_locks AS l
         WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
           AND l.database = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database()))
       THEN pg_catalog.pg_relation_size(t.oid) / current_setting('block_size')::bigint END
FROM pg_catalog.unnest($1::oid[]) AS t(oid)
