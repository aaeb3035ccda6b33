-- What each statement grew by in the snapshots after $1, and its counters as last seen.
SELECT s.query_id, s.query,
       coalesce(g.calls, 0)::bigint, coalesce(g.total_ms, 0), coalesce(g.row_count, 0)::bigint, coalesce(g.blocks_hit, 0)::bigint,
       coalesce(g.blocks_read, 0)::bigint, coalesce(g.temp_blocks, 0)::bigint, coalesce(g.wal_bytes, 0)::bigint,
       s.calls, s.total_ms, s.row_count, s.blocks_hit, s.blocks_read, s.temp_blocks, s.wal_bytes
FROM barqdb.statement_seen AS s
LEFT JOIN (
    SELECT u.query_id, sum(u.calls) AS calls, sum(u.total_ms) AS total_ms, sum(u.row_count) AS row_count, sum(u.blocks_hit) AS blocks_hit,
           sum(u.blocks_read) AS blocks_read, sum(u.temp_blocks) AS temp_blocks, sum(u.wal_bytes) AS wal_bytes
    FROM barqdb.statement_snapshot AS x
    CROSS JOIN LATERAL unnest(x.query_ids, x.calls, x.total_ms, x.row_counts, x.blocks_hit, x.blocks_read, x.temp_blocks, x.wal_bytes)
        AS u(query_id, calls, total_ms, row_count, blocks_hit, blocks_read, temp_blocks, wal_bytes)
    WHERE x.id > $1::bigint
    GROUP BY u.query_id
) AS g ON g.query_id = s.query_id
