-- Stores what statements cost since the snapshot before. $1 is the time, $2 since when the server counts (seconds since 1970;
-- NULL before PostgreSQL 14). The schema of pg_stat_statements must be in search_path.
-- Counters that began anew since then grew by all they show; those of another server, or of a first snapshot, by nobody knows what.
WITH latest AS (
    SELECT s.taken_at, extract(epoch FROM s.counted_since)::bigint AS counted_since FROM barqdb.statement_snapshot AS s ORDER BY s.id DESC LIMIT 1
), judged AS (
    SELECT CASE
        WHEN NOT EXISTS (SELECT FROM latest) THEN 'unknown'
        WHEN (SELECT l.counted_since FROM latest AS l) IS NOT DISTINCT FROM $2::bigint THEN 'same'
        WHEN $2::bigint >= (SELECT floor(extract(epoch FROM l.taken_at)) FROM latest AS l) THEN 'anew'
        ELSE 'unknown' END AS counters
), shown AS (
    SELECT
        s.queryid AS query_id,
        min(s.query) AS query,
        sum(s.calls)::bigint AS calls,
        sum(s.total_exec_time) AS total_ms,
        sum(s.rows)::bigint AS row_count,
        sum(s.shared_blks_hit)::bigint AS blocks_hit,
        sum(s.shared_blks_read)::bigint AS blocks_read,
        sum(s.temp_blks_written)::bigint AS temp_blocks,
        sum(s.wal_bytes)::bigint AS wal_bytes
    FROM pg_stat_statements AS s
    JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
    WHERE d.datname = pg_catalog.current_database() AND s.calls > 0 AND s.queryid IS NOT NULL
    GROUP BY s.queryid
), grown AS (
    -- A statement whose calls went back was forgotten for lack of room, or reset by itself.
    SELECT n.query_id,
           n.calls - coalesce(s.calls, 0) AS calls,
           greatest(n.total_ms - coalesce(s.total_ms, 0), 0) AS total_ms,
           greatest(n.row_count - coalesce(s.row_count, 0), 0) AS row_count,
           greatest(n.blocks_hit - coalesce(s.blocks_hit, 0), 0) AS blocks_hit,
           greatest(n.blocks_read - coalesce(s.blocks_read, 0), 0) AS blocks_read,
           greatest(n.temp_blocks - coalesce(s.temp_blocks, 0), 0) AS temp_blocks,
           greatest(n.wal_bytes - coalesce(s.wal_bytes, 0), 0) AS wal_bytes
    FROM shown AS n
    CROSS JOIN judged AS j
    LEFT JOIN barqdb.statement_seen AS s ON s.query_id = n.query_id AND j.counters = 'same' AND n.calls >= s.calls
    WHERE j.counters <> 'unknown' AND n.calls > coalesce(s.calls, 0)
), kept AS (
    INSERT INTO barqdb.statement_seen AS s (query_id, query, calls, total_ms, row_count, blocks_hit, blocks_read, temp_blocks, wal_bytes, seen_at)
    SELECT n.query_id, n.query, n.calls, n.total_ms, n.row_count, n.blocks_hit, n.blocks_read, n.temp_blocks, n.wal_bytes, $1::timestamptz
    FROM shown AS n
    ON CONFLICT (query_id) DO UPDATE SET
        calls = excluded.calls, total_ms = excluded.total_ms, row_count = excluded.row_count, blocks_hit = excluded.blocks_hit,
        blocks_read = excluded.blocks_read, temp_blocks = excluded.temp_blocks, wal_bytes = excluded.wal_bytes, seen_at = excluded.seen_at
    -- Once a day also where nothing changed, so that what is gone from the server can be told from what is idle.
    WHERE s.calls <> excluded.calls OR s.seen_at < excluded.seen_at - interval '1 day'
)
INSERT INTO barqdb.statement_snapshot
    (taken_at, counted_since, query_ids, calls, total_ms, row_counts, blocks_hit, blocks_read, temp_blocks, wal_bytes)
SELECT $1::timestamptz,
       pg_catalog.to_timestamp($2::bigint),
       coalesce(pg_catalog.array_agg(g.query_id ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.calls ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.total_ms ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.row_count ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.blocks_hit ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.blocks_read ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.temp_blocks ORDER BY g.query_id), '{}'),
       coalesce(pg_catalog.array_agg(g.wal_bytes ORDER BY g.query_id), '{}')
FROM grown AS g
RETURNING pg_catalog.cardinality(query_ids)
