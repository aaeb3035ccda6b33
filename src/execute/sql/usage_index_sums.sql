-- Growth of the counters of each index in the snapshots of source $1 after that with the id $2, and not before $3 (seconds since 1970).
SELECT g.index, pg_catalog.sum(g.scans)::bigint, pg_catalog.sum(g.tuples_read)::bigint, pg_catalog.sum(g.tuples_fetched)::bigint
FROM barqdb.usage_snapshot AS s
CROSS JOIN LATERAL unnest(s.indexes, s.scans, s.tuples_read, s.tuples_fetched) AS g(index, scans, tuples_read, tuples_fetched)
WHERE s.source = $1::integer AND s.id > $2::bigint AND s.taken_at >= pg_catalog.to_timestamp($3::bigint)
GROUP BY g.index
