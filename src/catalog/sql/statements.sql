-- What pg_stat_statements has counted for this database, users added up. The view's schema must be in search_path.
SELECT
    s.queryid,
    min(s.query) AS query,
    sum(s.calls)::bigint AS calls,
    sum(s.total_exec_time) AS total_ms,
    max(s.max_exec_time) AS max_ms,
    -- The deviations of several groups make one by their second moments.
    sqrt(greatest(0, sum(s.calls * (s.stddev_exec_time ^ 2 + s.mean_exec_time ^ 2)) / sum(s.calls)
                     - (sum(s.total_exec_time) / sum(s.calls)) ^ 2)) AS stddev_ms,
    sum(s.rows)::bigint AS row_count,
    sum(s.shared_blks_hit)::bigint AS blocks_hit,
    sum(s.shared_blks_read)::bigint AS blocks_read,
    sum(s.temp_blks_written)::bigint AS temp_blocks,
    sum(s.wal_bytes)::bigint AS wal_bytes
FROM pg_stat_statements AS s
JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
WHERE d.datname = pg_catalog.current_database() AND s.calls > 0
GROUP BY s.queryid
