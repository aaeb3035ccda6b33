-- Who holds one of the tables $1 (quoted, text[]) or an index of theirs exclusively: then not even its size can be read.
SELECT a.pid, coalesce(a.state, ''), coalesce(a.application_name, ''),
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start)), 0)::bigint,
       coalesce(a.query, '')
FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  AND (l.relation IN (SELECT pg_catalog.to_regclass(w.name) FROM pg_catalog.unnest($1::text[]) AS w(name))
       OR l.relation IN (SELECT i.indexrelid FROM pg_catalog.unnest($1::text[]) AS w(name)
                         JOIN pg_catalog.pg_index AS i ON i.indrelid = pg_catalog.to_regclass(w.name)))
ORDER BY a.xact_start LIMIT 1
