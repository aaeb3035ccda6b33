-- Who holds the runner lock of this database. $1, $2: the two halves of its key.
SELECT l.pid, coalesce(a.application_name, ''), coalesce(a.usename, ''), coalesce(a.state, ''),
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.backend_start), 0)::bigint, coalesce(a.query, ''),
       coalesce(pg_catalog.host(a.client_addr), '')
FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1::oid AND l.objid = $2::oid AND l.objsubid = 2
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
