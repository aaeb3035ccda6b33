-- Standbys that receive from this server: name, state, bytes behind, seconds behind (as they report it).
SELECT coalesce(nullif(r.application_name, ''), '?') || coalesce('@' || r.client_addr::text, ''), r.state,
       pg_catalog.pg_wal_lsn_diff(
         CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,
         r.replay_lsn)::bigint,
       extract(epoch FROM r.replay_lag)::double precision
FROM pg_catalog.pg_stat_replication AS r
WHERE r.state IS DISTINCT FROM 'backup'
ORDER BY 1
