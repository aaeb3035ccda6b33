-- Open attempts of the ledger, in the columns of ledger_read, with when they began and whether their backend still works.
SELECT s.id, s.revision, s.direction, s.intent, s.step, s.object, s.hash, coalesce(s.prior::text, ''), s.outcome, s.open,
       pg_catalog.to_char(s.started_at, 'YYYY-MM-DD HH24:MI:SS'),
       EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE (a.pid = s.backend_pid AND a.backend_start = s.backend_start)
                 OR (s.backend_start IS NULL AND a.state = 'active' AND a.datname = pg_catalog.current_database()
                     AND a.query <> '' AND pg_catalog.starts_with(s.sql, a.query)))
FROM barqdb.step AS s WHERE s.open ORDER BY s.id
