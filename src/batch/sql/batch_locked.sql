-- The session that holds the lock of batch $1.
SELECT pid FROM pg_catalog.pg_locks
WHERE locktype = 'advisory' AND granted AND classid = 1650553202 AND objid = $1::oid AND objsubid = 2
  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
