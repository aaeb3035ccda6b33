-- Statistics of columns that a plan's indexes are made of. $1: tables, quoted, as text[]; $2: their columns, as text[],
-- beside $1. Rows are scaled to the table's present size, as the planner does. Lists are joined by the unit separator.
WITH wanted AS MATERIALIZED (
    SELECT w.name, w.column_name, c.oid, c.relname, c.relkind, c.reltuples, c.relpages, n.nspname
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w(name, column_name)
    JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(w.name)
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace),
tables AS MATERIALIZED (
    SELECT oid, coalesce(pg_catalog.pg_relation_size(oid), 0) AS bytes,
           CASE WHEN relkind = 'p'
                THEN (SELECT CASE WHEN bool_or(l.reltuples < 0) THEN -1 ELSE sum(l.reltuples) END
                      FROM pg_catalog.pg_partition_tree(oid) AS t JOIN pg_catalog.pg_class AS l ON l.oid = t.relid
                      WHERE t.isleaf)
                WHEN reltuples < 0 OR (reltuples = 0 AND relpages = 0 AND pg_catalog.pg_relation_size(oid) > 0) THEN -1
                WHEN relpages > 0 THEN reltuples * (pg_catalog.pg_relation_size(oid)
                                       / pg_catalog.current_setting('block_size')::float8) / relpages
                ELSE reltuples END::float8 AS rows
    FROM (SELECT DISTINCT oid, relkind, reltuples, relpages FROM wanted) AS d),
statistics AS MATERIALIZED (
    SELECT s.schemaname, s.tablename, s.attname, s.inherited, s.avg_width, s.n_distinct, s.null_frac,
           s.most_common_vals, s.most_common_freqs
    FROM pg_catalog.pg_stats AS s
    WHERE s.schemaname = ANY (ARRAY(SELECT nspname FROM wanted)) AND s.tablename = ANY (ARRAY(SELECT relname FROM wanted)))
SELECT w.name, w.column_name, t.rows, t.bytes,
       CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN 4 WHEN 's' THEN 2 ELSE 1 END,
       b.typcategory NOT IN ('A', 'R', 'C') AND coalesce(l.collisdeterministic, true)
           AND b.typname NOT IN ('numeric', 'float4', 'float8', 'jsonb', 'interval', 'tsvector', 'tsquery'),
       s.avg_width, s.n_distinct::float8, s.null_frac::float8,
       pg_catalog.array_to_string(s.most_common_vals::text::text[], chr(31)),
       pg_catalog.array_to_string(s.most_common_freqs, chr(31))
FROM wanted AS w
JOIN tables AS t ON t.oid = w.oid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = w.oid AND a.attname = w.column_name AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
JOIN pg_catalog.pg_type AS b ON b.oid = CASE WHEN y.typbasetype <> 0 THEN y.typbasetype ELSE y.oid END
LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN statistics AS s ON s.schemaname = w.nspname AND s.tablename = w.relname AND s.attname = w.column_name
                         AND s.inherited = (w.relkind = 'p')
