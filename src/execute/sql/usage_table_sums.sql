-- Growth of the counters of each table in the snapshots of source $1 after that with the id $2, and not before $3 (seconds since 1970).
SELECT g."table", pg_catalog.sum(g.sequential_scans)::bigint, pg_catalog.sum(g.writes)::bigint
FROM barqdb.usage_snapshot AS s
CROSS JOIN LATERAL unnest(s.tables, s.sequential_scans, s.writes) AS g("table", sequential_scans, writes)
WHERE s.source = $1::integer AND s.id > $2::bigint AND s.taken_at >= pg_catalog.to_timestamp($3::bigint)
GROUP BY g."table"
