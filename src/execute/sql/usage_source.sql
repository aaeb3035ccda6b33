-- The source of a node's counters, made when it is new: id, whether it is new, whether its first snapshot counts from zero. $1 epoch,
-- $2 system identifier, $3 node, $4 standby, $5 timeline, $6 its counters' beginning (seconds since 1970), $7 time of the snapshot,
-- $8 commits counted. A reset of one relation moves the database's time of reset, too, and resets nothing else: its commits go on, and
-- so does the source. The counters of a new source grew since the node's snapshot before when they began after it; else nobody knows
-- since when.
WITH before AS (
    SELECT pg_catalog.max(s.last_seen) AS seen FROM barqdb.usage_source AS s WHERE s.node = $3::text
), resumed AS (
    UPDATE barqdb.usage_source AS s SET epoch = $1::text, node = $3::text, standby = $4::boolean, timeline = $5::integer,
                                        last_seen = $7::timestamptz, commits = $8::bigint
    WHERE s.id = (SELECT o.id FROM barqdb.usage_source AS o
                  WHERE o.system_identifier = $2::text AND o.commits <= $8::bigint
                    AND pg_catalog.split_part(o.epoch, '/', 2) = pg_catalog.split_part($1::text, '/', 2)
                  ORDER BY o.epoch = $1::text DESC, o.last_seen DESC LIMIT 1)
    RETURNING s.id
), made AS (
    INSERT INTO barqdb.usage_source AS s (epoch, system_identifier, node, standby, timeline, commits, began, first_seen, last_seen)
    SELECT $1::text, $2::text, $3::text, $4::boolean, $5::integer, $8::bigint, pg_catalog.to_timestamp($6::double precision),
           $7::timestamptz, $7::timestamptz
    WHERE NOT EXISTS (SELECT FROM resumed)
    ON CONFLICT (epoch) DO UPDATE SET last_seen = excluded.last_seen, commits = excluded.commits
    RETURNING s.id, s.began, s.first_seen = $7::timestamptz AS is_new
)
SELECT r.id, false, true FROM resumed AS r
UNION ALL
SELECT m.id, m.is_new, NOT m.is_new OR coalesce(m.began > b.seen, false) FROM made AS m, before AS b
