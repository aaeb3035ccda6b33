-- One row: what the checks may count on in this database, as this role.
SELECT
    current_setting('autovacuum')::boolean,
    current_setting('autovacuum_freeze_max_age')::bigint,
    current_setting('default_statistics_target')::integer,
    (SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
     WHERE e.extname = 'pgstattuple'),
    (SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_stat_statements'),
    pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'),
    -- By the catalogs: to_regclass fails without USAGE on the schema.
    coalesce((SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
              FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
              WHERE n.nspname = 'barqdb' AND c.relname = 'step'), false),
    (SELECT string_agg(o.oid::text, ' ') FROM pg_catalog.pg_collation AS o WHERE NOT o.collisdeterministic)
