-- The trees under partitioned tables, parents before children. $1: oids as text[].
SELECT w.oid, t.relid::oid, t.parentrelid::oid, t.isleaf, c.relkind, n.nspname, c.relname,
       CASE WHEN c.relkind IN ('r', 'm') THEN coalesce(pg_catalog.pg_relation_size(c.oid), 0) ELSE 0 END
FROM pg_catalog.unnest($1::text[]) AS w(oid)
CROSS JOIN LATERAL pg_catalog.pg_partition_tree(w.oid::pg_catalog.oid::pg_catalog.regclass) AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE t.level > 0
ORDER BY w.oid, t.level, n.nspname, c.relname
