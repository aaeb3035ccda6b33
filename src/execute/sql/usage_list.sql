-- The latest $1 snapshots: time, node, role, timeline, beginning of its counters, indexes that were scanned, scans, whether its
-- source is another one than that of the node's snapshot before.
SELECT s.id, pg_catalog.to_char(s.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), s.node, o.standby, o.timeline,
       pg_catalog.to_char(o.began AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       pg_catalog.cardinality(s.indexes), s.total_scans,
       (SELECT p.source FROM barqdb.usage_snapshot AS p WHERE p.node = s.node AND p.id < s.id ORDER BY p.id DESC LIMIT 1) <> s.source,
       pg_catalog.pg_column_size(s.*)
FROM barqdb.usage_snapshot AS s
JOIN barqdb.usage_source AS o ON o.id = s.source
ORDER BY s.id DESC
LIMIT $1::bigint
