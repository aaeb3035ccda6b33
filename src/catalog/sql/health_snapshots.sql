-- Who keeps dead rows from being removed, oldest first: kind, who, pid, age in transactions, age in seconds, statement.
-- A replication slot and a prepared transaction outlive every session.
SELECT h.kind, h.holder, h.pid, h.age, h.seconds, h.query
FROM (
  SELECT 'session' AS kind, coalesce(a.usename, '?') || coalesce(' (' || nullif(a.application_name, '') || ')', '') AS holder, a.pid,
         greatest(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid))::bigint AS age,
         extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint AS seconds,
         pg_catalog.left(a.query, 300) AS query
  FROM pg_catalog.pg_stat_activity AS a
  WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND a.pid <> pg_catalog.pg_backend_pid()
    AND coalesce(a.backend_type, '') NOT IN ('walsender', 'autovacuum worker')
  UNION ALL
  SELECT 'replica', coalesce(nullif(r.application_name, ''), r.client_addr::text, '?'), r.pid, pg_catalog.age(r.backend_xmin)::bigint, NULL, NULL
  FROM pg_catalog.pg_stat_replication AS r WHERE r.backend_xmin IS NOT NULL
  UNION ALL
  SELECT 'replication slot', s.slot_name::text, s.active_pid, greatest(pg_catalog.age(s.xmin), pg_catalog.age(s.catalog_xmin))::bigint, NULL, NULL
  FROM pg_catalog.pg_replication_slots AS s WHERE s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL
  UNION ALL
  SELECT 'prepared transaction', p.gid, NULL, pg_catalog.age(p.transaction)::bigint,
         extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::bigint, NULL
  FROM pg_catalog.pg_prepared_xacts AS p
) AS h
ORDER BY h.age DESC, h.seconds DESC NULLS LAST, h.holder
LIMIT 20
