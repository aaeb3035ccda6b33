-- Client sessions by their state, with the oldest of each; the state is not there for a role that may not see it.
-- Columns: state, sessions, then of the session whose transaction (or statement, when idle) is oldest: pid, user, application,
-- seconds since its transaction began, seconds since its state changed, statement.
SELECT s.state, s.sessions, s.pid, s.usename, s.application_name, s.transaction_seconds, s.state_seconds,
       s.query
FROM (
  SELECT coalesce(a.state, 'not visible') AS state,
         pg_catalog.count(*) OVER (PARTITION BY a.state) AS sessions,
         pg_catalog.row_number() OVER (PARTITION BY a.state ORDER BY a.xact_start NULLS LAST, a.state_change, a.pid) AS place,
         a.pid, a.usename, a.application_name,
         extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint AS transaction_seconds,
         extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::bigint AS state_seconds,
         pg_catalog.left(a.query, 300) AS query
  FROM pg_catalog.pg_stat_activity AS a
  WHERE a.pid <> pg_catalog.pg_backend_pid()
    AND (a.backend_type = 'client backend' OR (a.backend_type IS NULL AND a.datid IS NOT NULL AND a.usesysid IS NOT NULL))
) AS s
WHERE s.place = 1
ORDER BY s.state
