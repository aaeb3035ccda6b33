-- Backends that still work on a step that the ledger knows as started: their client is gone, the statement is not.
SELECT a.pid, a.query FROM barqdb.step AS s
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = s.backend_pid AND a.backend_start = s.backend_start
WHERE s.open AND s.outcome = 'started' AND a.state = 'active' AND a.pid <> pg_catalog.pg_backend_pid()
ORDER BY s.id LIMIT 1
