-- A value that occurs in each column: the most common one, else the middle of the histogram, else the first label of an
-- enum. $1: tables as written in SQL (text[]), $2: their columns (text[]). The view of statistics asks of each column
-- whether it may be read: it is told the tables first.
WITH wanted AS MATERIALIZED (
    SELECT w.place, n.nspname, c.relname, c.relkind, a.attname, a.atttypid
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) WITH ORDINALITY AS w(table_name, column_name, place)
    JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(w.table_name)
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = w.column_name AND NOT a.attisdropped),
statistics AS MATERIALIZED (
    SELECT s.schemaname, s.tablename, s.attname, s.inherited, s.most_common_vals, s.histogram_bounds
    FROM pg_catalog.pg_stats AS s
    WHERE s.schemaname = ANY (ARRAY(SELECT nspname FROM wanted)) AND s.tablename = ANY (ARRAY(SELECT relname FROM wanted)))
SELECT w.place,
       coalesce((s.most_common_vals::text::text[])[1],
                (s.histogram_bounds::text::text[])[(pg_catalog.array_length(s.histogram_bounds::text::text[], 1) + 1) / 2],
                (SELECT e.enumlabel FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = w.atttypid ORDER BY e.enumsortorder LIMIT 1))
FROM wanted AS w
LEFT JOIN statistics AS s ON s.schemaname = w.nspname AND s.tablename = w.relname AND s.attname = w.attname
                         AND s.inherited = (w.relkind = 'p')
