-- The columns of table $1 (oid), with their types as SQL text that does not depend on the search_path; of domains the
-- type behind them counts, of arrays of JSON the element.
SELECT a.attname, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname), b.typcategory,
       coalesce(e.typname, b.typname) IN ('json', 'jsonb'), a.attnotnull, a.attgenerated <> '', a.attidentity = 'a',
       a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
CROSS JOIN LATERAL (
    WITH RECURSIVE behind AS (
        SELECT t.oid, t.typtype, t.typbasetype
        UNION ALL
        SELECT d.oid, d.typtype, d.typbasetype
        FROM behind JOIN pg_catalog.pg_type AS d ON behind.typtype = 'd' AND d.oid = behind.typbasetype)
    SELECT oid FROM behind WHERE typtype <> 'd') AS base
JOIN pg_catalog.pg_type AS b ON b.oid = base.oid
LEFT JOIN pg_catalog.pg_type AS e ON b.typcategory = 'A' AND e.oid = b.typelem
WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
