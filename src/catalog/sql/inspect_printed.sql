-- Indexes as the server prints them. $1: their oids.
SELECT i.indexrelid, pg_catalog.pg_get_indexdef(i.indexrelid)
FROM pg_catalog.pg_index AS i
WHERE i.indexrelid = ANY ($1::pg_catalog.oid[])
