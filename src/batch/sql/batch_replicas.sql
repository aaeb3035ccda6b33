-- Standbys that stream from here: name, the position that they have replayed (NULL where this role may not see it), and
-- whether it may not.
SELECT coalesce(application_name, ''), pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0')::bigint, state IS NULL
FROM pg_catalog.pg_stat_replication
WHERE ($1::text = '' OR coalesce(application_name, '') = $1::text OR state IS NULL)
  AND coalesce(application_name, '') NOT LIKE 'pg\_%' AND coalesce(state, '') <> 'backup'
