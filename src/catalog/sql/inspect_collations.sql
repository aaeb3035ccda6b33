-- The names of collations. $1: their oids.
SELECT c.oid, n.nspname, c.collname, pg_catalog.pg_collation_is_visible(c.oid)
FROM pg_catalog.pg_collation AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
WHERE c.oid = ANY ($1::pg_catalog.oid[])
