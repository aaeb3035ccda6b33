-- What a backend of ours is doing: progress of an index build, and the first of those that it waits for. $1: its pid, or 0
-- where a pooler hides it: then it is the one that runs the statement $2.
SELECT p.phase, coalesce(p.blocks_done, 0), coalesce(p.blocks_total, 0), coalesce(p.tuples_done, 0), coalesce(p.tuples_total, 0),
       b.pid, coalesce(b.state, ''), coalesce(b.application_name, ''),
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - b.since), 0)::bigint,
       coalesce(b.query, ''), coalesce(a.wait_event_type, ''), coalesce(a.wait_event, '')
FROM pg_catalog.pg_stat_activity AS a
LEFT JOIN pg_catalog.pg_stat_progress_create_index AS p ON p.pid = a.pid
CROSS JOIN LATERAL (SELECT pg_catalog.pg_blocking_pids(a.pid)) AS w(pids)
LEFT JOIN LATERAL (SELECT s.pid, s.state, s.application_name, coalesce(s.xact_start, s.query_start, s.backend_start) AS since,
                          s.query
                   FROM pg_catalog.pg_stat_activity AS s WHERE s.pid = ANY (w.pids)
                   UNION ALL
                   -- A prepared transaction has no session: its pid is 0. Which of them it is, is not told.
                   SELECT 0, 'prepared transaction', x.owner::text, x.prepared, x.gid
                   FROM pg_catalog.pg_prepared_xacts AS x
                   WHERE 0 = ANY (w.pids) AND x.database = pg_catalog.current_database()
                   ORDER BY since LIMIT 1) AS b ON true
WHERE a.pid = $1::integer
   OR ($1::integer = 0 AND a.state = 'active' AND a.datname = pg_catalog.current_database() AND a.query <> ''
       AND a.pid <> pg_catalog.pg_backend_pid() AND pg_catalog.starts_with($2, a.query))
LIMIT 1
