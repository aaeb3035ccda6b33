-- All that is needed to make the given indexes again: $1 is an array of their oids. No row for one that is gone meanwhile,
-- or whose table another session holds, or waits for, exclusively: pg_get_indexdef would wait for that session.
SELECT x.indexrelid,
       pg_catalog.pg_get_indexdef(x.indexrelid),
       pg_catalog.obj_description(x.indexrelid, 'pg_class'),
       (SELECT s.spcname FROM pg_catalog.pg_tablespace AS s WHERE s.oid = c.reltablespace),
       (SELECT string_agg(a.attnum || ' ' || a.attstattarget, ';' ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0)
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
WHERE x.indexrelid = ANY ($1::oid[])
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_locks AS l
    WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
      AND l.database = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
      AND l.relation IN (x.indexrelid, x.indrelid))
