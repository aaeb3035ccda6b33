-- Sessions of others that work right now, and whether this role may see what sessions do.
SELECT count(*) FILTER (WHERE a.state = 'active' AND a.backend_type = 'client backend'
                          AND NOT (a.application_name = pg_catalog.current_setting('application_name')
                                   AND a.usename = current_user)),
       pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
FROM pg_catalog.pg_stat_activity AS a
