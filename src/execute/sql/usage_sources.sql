-- The sources of this system ($1: its identifier): id, epoch, node, beginning, first and last snapshot, and the snapshot from which
-- on a window that begins at $2 (seconds since 1970) can be summed up, the last one at or before it, by time and id. Times are seconds since 1970.
SELECT o.id, o.epoch, o.node, extract(epoch FROM o.began)::bigint, extract(epoch FROM pg_catalog.min(s.taken_at))::bigint,
       extract(epoch FROM pg_catalog.max(s.taken_at))::bigint,
       extract(epoch FROM pg_catalog.max(s.taken_at) FILTER (WHERE s.taken_at <= pg_catalog.to_timestamp($2::bigint)))::bigint,
       coalesce(pg_catalog.max(s.id) FILTER (WHERE s.taken_at <= pg_catalog.to_timestamp($2::bigint)), 0)
FROM barqdb.usage_source AS o
JOIN barqdb.usage_snapshot AS s ON s.source = o.id
WHERE o.system_identifier = $1::text
GROUP BY o.id
ORDER BY o.id
