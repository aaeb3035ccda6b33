-- The source of a node's counters, made when it is new: id, whether its first snapshot counts from zero. $1 epoch, $2 system
-- identifier, $3 node, $4 standby, $5 timeline, $6 its counters' beginning (seconds since 1970), $7 time of the snapshot.
-- The counters of a new source grew since the node's snapshot before when they began after it; else nobody knows since when.
WITH before AS (
    SELECT pg_catalog.max(s.last_seen) AS seen FROM barqdb.usage_source AS s WHERE s.node = $3::text
), stored AS (
    INSERT INTO barqdb.usage_source AS s (epoch, system_identifier, node, standby, timeline, began, first_seen, last_seen)
    VALUES ($1::text, $2::text, $3::text, $4::boolean, $5::integer, pg_catalog.to_timestamp($6::double precision), $7::timestamptz, $7::timestamptz)
    ON CONFLICT (epoch) DO UPDATE SET node = excluded.node, standby = excluded.standby, timeline = excluded.timeline,
                                      last_seen = excluded.last_seen
    RETURNING s.id, s.began, s.first_seen = $7::timestamptz AS is_new
)
SELECT s.id, s.is_new, NOT s.is_new OR coalesce(s.began > b.seen, false) FROM stored AS s, before AS b
