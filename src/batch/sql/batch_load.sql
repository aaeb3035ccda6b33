-- What the server is doing, for the batch on table $1 (oid): position of the WAL, the oldest transaction of others in
-- this database, dead and live rows of the table or its leaves; whether somebody waits for a transaction of the batch's
-- own sessions $2 (an array of pids); how many other transactions are writing that began behind transaction $3, and the
-- next one.
SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint,
       coalesce(o.pid, 0), coalesce(o.age_ms, 0)::bigint, coalesce(t.dead, 0)::bigint, coalesce(t.live, 0)::bigint,
       EXISTS (SELECT FROM pg_catalog.pg_locks AS w
               JOIN pg_catalog.pg_locks AS h ON h.transactionid = w.transactionid
               WHERE w.locktype = 'transactionid' AND NOT w.granted AND w.pid <> ALL ($2::integer[])
                 AND h.locktype = 'transactionid' AND h.granted AND h.pid = ANY ($2::integer[])),
       (SELECT count(*) FROM pg_catalog.pg_locks AS x
        WHERE x.locktype = 'transactionid' AND x.granted AND x.pid <> ALL ($2::integer[])
          AND pg_catalog.age(x.transactionid) <= n.next - $3::bigint),
       n.next
FROM (SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint AS next) AS n
LEFT JOIN LATERAL (
    SELECT a.pid, extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000 AS age_ms
    FROM pg_catalog.pg_stat_activity AS a
    WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend' AND a.xact_start IS NOT NULL
      AND a.pid <> pg_catalog.pg_backend_pid()
    ORDER BY a.xact_start LIMIT 1) AS o ON true
LEFT JOIN LATERAL (
    SELECT sum(s.n_dead_tup) AS dead, sum(s.n_live_tup) AS live FROM pg_catalog.pg_stat_user_tables AS s
    WHERE s.relid = $1::oid
       OR s.relid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree($1::oid::pg_catalog.regclass) AS p WHERE p.isleaf)
) AS t ON true
