-- The indexes attached below partitioned indexes, those that hang higher first: the partition that each is on, what it
-- hangs below, and all that is needed to make it again. $1: oids as text[].
SELECT w.oid, i.indrelid, n.nspname, c.relname, i.indisvalid, tree.level, tn.nspname, t.relname, an.nspname, a.relname,
       pg_catalog.pg_get_indexdef(c.oid), pg_catalog.obj_description(c.oid, 'pg_class'),
       (SELECT s.spcname FROM pg_catalog.pg_tablespace AS s WHERE s.oid = c.reltablespace),
       (SELECT pg_catalog.string_agg(k.attnum || '=' || k.attstattarget, chr(31) ORDER BY k.attnum)
        FROM pg_catalog.pg_attribute AS k WHERE k.attrelid = c.oid AND k.attstattarget >= 0),
       i.indisclustered, i.indisreplident
FROM pg_catalog.unnest($1::text[]) AS w(oid)
CROSS JOIN LATERAL pg_catalog.pg_partition_tree(w.oid::pg_catalog.oid::pg_catalog.regclass) AS tree
JOIN pg_catalog.pg_index AS i ON i.indexrelid = tree.relid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_class AS a ON a.oid = tree.parentrelid
JOIN pg_catalog.pg_namespace AS an ON an.oid = a.relnamespace
WHERE tree.level > 0
ORDER BY tree.level, i.indrelid
