-- Indexes of the name $1: in schema $2, or in every schema of users when that is ''. Or, with $3, as reports call them: schema and
-- name with a dot between them, unquoted. Last the index itself, or the partitioned one that it is a part of.
SELECT n.nspname, c.relname, pg_catalog.pg_get_indexdef(c.oid),
       EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')),
       c.relispartition, m.nspname, w.relname
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS w ON w.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
JOIN pg_catalog.pg_namespace AS m ON m.oid = w.relnamespace
WHERE c.relkind IN ('i', 'I')
  AND CASE WHEN $3 <> '' THEN n.nspname || '.' || c.relname = $3
           ELSE c.relname = $1 AND ($2 = '' OR n.nspname = $2) AND n.nspname !~ '^pg_' END
ORDER BY 1
