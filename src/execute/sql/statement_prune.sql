-- Forgets snapshots of statements that are older than $1 seconds, and statements that the server has not shown for as long (a
-- week at least: those that are idle are looked at once a day).
WITH old AS (
    DELETE FROM barqdb.statement_snapshot WHERE taken_at < pg_catalog.now() - pg_catalog.make_interval(secs => $1::double precision)
)
DELETE FROM barqdb.statement_seen
WHERE seen_at < pg_catalog.now() - pg_catalog.make_interval(secs => greatest($1::double precision, 604800))
