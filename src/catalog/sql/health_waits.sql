-- Sessions that wait for a lock, longest first: pid, user, seconds, relation (or the kind of lock), mode, statement; then
-- those in the way: pids, and the first of them with state and statement. A column waitstart came with
-- PostgreSQL 14; before, the wait is at least as young as the statement.
SELECT l.pid, coalesce(a.usename, '?'),
       extract(epoch FROM pg_catalog.clock_timestamp()
                          - coalesce((pg_catalog.to_jsonb(l) ->> 'waitstart')::timestamptz, a.query_start))::bigint AS seconds,
       CASE WHEN l.relation IS NULL THEN l.locktype
            WHEN l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
              THEN coalesce((SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class AS c
                             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = l.relation), l.relation::text)
            ELSE l.locktype END,
       l.mode,
       pg_catalog.left(a.query, 300),
       pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(l.pid), ', '),
       b.state,
       pg_catalog.left(b.query, 300)
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
LEFT JOIN pg_catalog.pg_stat_activity AS b ON b.pid = (pg_catalog.pg_blocking_pids(l.pid))[1]
WHERE NOT l.granted
ORDER BY seconds DESC NULLS LAST, l.pid
LIMIT 20
