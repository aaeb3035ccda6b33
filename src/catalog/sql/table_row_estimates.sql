-- Rows and pages of tables, as the server estimates them. $1: schemas (text[]), $2: their tables (text[]).
SELECT w.schema_name, w.table_name, greatest(c.reltuples, 0)::bigint, c.relpages
FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w(schema_name, table_name)
JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema_name
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.table_name
