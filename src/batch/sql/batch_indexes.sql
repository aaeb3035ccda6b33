-- The key columns of the indexes of table $1 (oid), in their order; last the schema of their operator >, quoted, when it
-- is not pg_catalog. An order whose operator is called otherwise is not the one that a comparison in SQL has.
SELECT c.relname, i.indisprimary, i.indisunique, i.indisvalid AND i.indisready AND m.amname = 'btree' AND i.indpred IS NULL,
       coalesce(a.attname, ''), coalesce(a.attnotnull AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_constraint AS u  -- NOT NULL NOT VALID (since 18) says nothing of the rows
           WHERE u.conrelid = i.indrelid AND u.contype = 'n' AND NOT u.convalidated AND u.conkey = ARRAY[a.attnum]), false),
       o.opcdefault AND i.indcollation[k.position - 1] = coalesce(a.attcollation, i.indcollation[k.position - 1])
           AND coalesce(g.name = '>', false),
       i.indoption[k.position - 1] & 1 = 1, i.indimmediate, coalesce(nullif(g.schema, 'pg_catalog'), '')
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
CROSS JOIN LATERAL pg_catalog.generate_series(1, i.indnkeyatts::integer) AS k(position)
JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[k.position - 1]
LEFT JOIN LATERAL (
    SELECT p.oprname AS name, pg_catalog.quote_ident(n.nspname) AS schema
    FROM pg_catalog.pg_amop AS w
    JOIN pg_catalog.pg_operator AS p ON p.oid = w.amopopr
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.oprnamespace
    WHERE w.amopfamily = o.opcfamily AND w.amoplefttype = o.opcintype AND w.amoprighttype = o.opcintype
      AND w.amopstrategy = 5) AS g ON true
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.position - 1] AND a.attnum > 0
WHERE i.indrelid = $1::oid
ORDER BY c.relname, k.position
