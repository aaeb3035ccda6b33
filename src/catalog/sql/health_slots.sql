-- Replication slots: name, kind, active, bytes of write-ahead log that each keeps, what the server says of it.
SELECT s.slot_name::text, s.slot_type, s.active,
       pg_catalog.pg_wal_lsn_diff(
         CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,
         s.restart_lsn)::bigint,
       coalesce(s.wal_status, '')
FROM pg_catalog.pg_replication_slots AS s
WHERE NOT s.temporary
ORDER BY 1
