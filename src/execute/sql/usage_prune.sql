-- Forgets snapshots that are older than $1 seconds, and sources of which none is left.
WITH old AS (
    DELETE FROM barqdb.usage_snapshot WHERE taken_at < pg_catalog.now() - pg_catalog.make_interval(secs => $1::double precision)
    RETURNING id
), empty AS (
    DELETE FROM barqdb.usage_source WHERE last_seen < pg_catalog.now() - pg_catalog.make_interval(secs => $1::double precision)
    RETURNING id
)
SELECT (SELECT pg_catalog.count(*) FROM old)
