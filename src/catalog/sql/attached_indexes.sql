-- The indexes attached below partitioned indexes, with the partition that each is on. $1: oids as text[].
SELECT w.oid, i.indrelid, n.nspname, c.relname, i.indisvalid
FROM pg_catalog.unnest($1::text[]) AS w(oid)
CROSS JOIN LATERAL pg_catalog.pg_partition_tree(w.oid::pg_catalog.oid::pg_catalog.regclass) AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.level > 0
