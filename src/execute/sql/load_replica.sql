-- Asked of a standby: has it replayed what the primary had written at $1, and else, how long ago was its last transaction
-- committed there, in milliseconds; NULL when it has replayed none. The third: it is a standby at all.
SELECT coalesce(pg_catalog.pg_last_wal_replay_lsn() >= $1::pg_catalog.pg_lsn, false),
       (extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) * 1000)::bigint,
       pg_catalog.pg_is_in_recovery()
