-- Tables in which other migration tools keep what they applied, with the names of their columns.
SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid),
       (SELECT pg_catalog.string_agg(a.attname, ' ') FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%'
  AND c.relname IN ('alembic_version', 'schema_migrations', 'goose_db_version', 'flyway_schema_history', 'changes')
ORDER BY 3 DESC, 1, 2
