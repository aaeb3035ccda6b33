-- The statements that make the given indexes: $1 is an array of their oids. One that is gone meanwhile has no row.
SELECT c.oid, pg_get_indexdef(c.oid)
FROM pg_class AS c
WHERE c.oid = ANY ($1::oid[]) AND c.relkind IN ('i', 'I')
