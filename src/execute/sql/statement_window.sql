-- The snapshot where a window that begins at $1 (seconds since 1970) begins: the last one before, else the first of all; and since
-- when the server of the newest one counted. No row: no snapshot of statements.
SELECT b.id,
       extract(epoch FROM b.taken_at)::bigint AS taken_at,
       b.taken_at <= pg_catalog.to_timestamp($1::bigint) AS old_enough,
       (SELECT extract(epoch FROM l.counted_since)::bigint FROM barqdb.statement_snapshot AS l ORDER BY l.id DESC LIMIT 1) AS counted_since,
       (SELECT extract(epoch FROM l.taken_at)::bigint FROM barqdb.statement_snapshot AS l ORDER BY l.id DESC LIMIT 1) AS latest
FROM barqdb.statement_snapshot AS b
ORDER BY b.taken_at > pg_catalog.to_timestamp($1::bigint), CASE WHEN b.taken_at > pg_catalog.to_timestamp($1::bigint) THEN b.id ELSE -b.id END
LIMIT 1
