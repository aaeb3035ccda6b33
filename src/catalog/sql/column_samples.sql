-- A value that occurs in each column: the most common one, else the middle of the histogram, else the first label of an
-- enum. $1: tables as written in SQL (text[]), $2: their columns (text[]).
SELECT w.place,
       coalesce((s.most_common_vals::text::text[])[1],
                (s.histogram_bounds::text::text[])[(pg_catalog.array_length(s.histogram_bounds::text::text[], 1) + 1) / 2],
                (SELECT e.enumlabel FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = a.atttypid ORDER BY e.enumsortorder LIMIT 1))
FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) WITH ORDINALITY AS w(table_name, column_name, place)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(w.table_name)
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = w.column_name AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
                                  AND s.inherited = (c.relkind = 'p')
