-- The columns of table $1 (oid), with their types as SQL text that does not depend on the search_path.
SELECT a.attname, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname),
       coalesce(b.typcategory, t.typcategory), coalesce(b.typname, t.typname) IN ('json', 'jsonb'), a.attnotnull,
       a.attgenerated <> '', a.attidentity = 'a'
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type AS b ON t.typtype = 'd' AND b.oid = t.typbasetype
WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
