-- Whether statements are counted, and whether this role may see those of others: one row.
SELECT
    (SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_stat_statements') AS extension_schema,
    -- The setting exists where the library is loaded.
    pg_catalog.current_setting('pg_stat_statements.max', true) AS statements_max,
    pg_catalog.current_setting('pg_stat_statements.track', true) AS track,
    pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS sees_all,
    pg_catalog.current_setting('server_version_num')::integer AS server_version,
    pg_catalog.current_database() AS database,
    extract(epoch FROM pg_catalog.now())::bigint AS now
