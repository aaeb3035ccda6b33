-- The columns of the tables of indexes: what a plain key is called, and its type. $1: oids of tables.
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, t.typtype, t.typcategory, a.attcollation,
       CASE WHEN t.typname IN ('varchar', 'cidr') OR t.typtype = 'd' THEN pg_catalog.format_type(t.oid, NULL) END
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE a.attrelid = ANY ($1::pg_catalog.oid[])
