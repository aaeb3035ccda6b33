-- Standbys that stream from here, as far as this role may see them: name, and the position that they have replayed.
SELECT application_name, pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0')::bigint
FROM pg_catalog.pg_stat_replication
WHERE replay_lsn IS NOT NULL AND ($1::text = '' OR application_name = $1::text)
  AND application_name NOT LIKE 'pg\_%' AND state <> 'backup'
