-- The table $1 (quoted name): what it is and how large. Estimates of a partitioned table are the sums of its leaves.
-- Rows are the density of the last count times the size, which grows with dead rows: at most those that live by the
-- statistics, once VACUUM or ANALYZE has told these where to begin.
SELECT c.oid, n.nspname, c.relname, c.relkind, s.rows, s.bytes / pg_catalog.current_setting('block_size')::bigint,
       pg_catalog.current_setting('block_size')::bigint,
       c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid),
       pg_catalog.row_security_active(c.oid), coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT coalesce(sum(least(
               pg_catalog.pg_relation_size(l.oid) / pg_catalog.current_setting('block_size')::double precision
               * CASE WHEN l.relpages > 0 THEN greatest(l.reltuples, 0) / l.relpages ELSE 80 END,
               CASE WHEN coalesce(pg_catalog.pg_stat_get_last_vacuum_time(l.oid),
                                  pg_catalog.pg_stat_get_last_autovacuum_time(l.oid),
                                  pg_catalog.pg_stat_get_last_analyze_time(l.oid),
                                  pg_catalog.pg_stat_get_last_autoanalyze_time(l.oid)) IS NOT NULL
                    THEN pg_catalog.pg_stat_get_live_tuples(l.oid) END)), 0)::bigint AS rows,
           coalesce(sum(pg_catalog.pg_relation_size(l.oid)), 0)::bigint AS bytes
    FROM pg_catalog.pg_class AS l
    WHERE l.oid = c.oid
       OR (c.relkind = 'p' AND l.oid IN (SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) AS t WHERE t.isleaf))) AS s
WHERE c.oid = pg_catalog.to_regclass($1)
