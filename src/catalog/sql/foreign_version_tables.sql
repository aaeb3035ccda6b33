-- Tables in which other migration tools keep what they applied, with the names of their columns: those that have the
-- names that the tools give them, or the one named $2, in schema $1 where that is not ''.
SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid),
       (SELECT pg_catalog.string_agg(a.attname, ' ') FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%'
  AND CASE WHEN $2::text = '' THEN c.relname IN ('alembic_version', 'schema_migrations', 'goose_db_version',
                                           'flyway_schema_history', 'changes')
           ELSE c.relname = $2::text AND ($1::text = '' OR n.nspname = $1::text) END
ORDER BY 3 DESC, 1, 2
