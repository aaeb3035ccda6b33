-- Scans over time, all nodes together, in at most $2 buckets since $1 (seconds since 1970): the bucket's beginning, scans.
WITH bounds AS (
    SELECT greatest(pg_catalog.min(s.taken_at), pg_catalog.to_timestamp($1::bigint)) AS low, pg_catalog.max(s.taken_at) AS high
    FROM barqdb.usage_snapshot AS s
)
SELECT extract(epoch FROM pg_catalog.min(s.taken_at))::bigint, pg_catalog.sum(s.total_scans)::bigint
FROM barqdb.usage_snapshot AS s, bounds AS b
WHERE s.taken_at >= b.low
GROUP BY pg_catalog.floor(extract(epoch FROM s.taken_at - b.low) * $2::integer
                          / greatest(extract(epoch FROM b.high - b.low), 1))
ORDER BY 1
