-- Every index of users with what its worth is judged by. From PostgreSQL 16 on: with the time of the last scan.
-- The functions behind the pg_stat_* views are called on the rows of the catalogs: the views group and join far more than is
-- asked here. pg_get_indexdef is left to dropped_definitions.sql: for ten thousand indexes it costs more than all the rest. Sizes are in index_sizes*.sql.
SELECT
    c.oid,
    h.inhparent,
    c.relkind = 'I' AS partitioned,
    n.nspname,
    t.relname AS table_name,
    c.relname AS index_name,
    m.amname,
    pg_stat_get_numscans(c.oid) AS scans,
    pg_stat_get_tuples_returned(c.oid) AS tuples_read,
    pg_stat_get_tuples_fetched(c.oid) AS tuples_fetched,
    extract(epoch FROM pg_stat_get_lastscan(c.oid))::bigint AS last_scan,
    t.oid AS table_oid,
    pg_stat_get_numscans(t.oid) AS table_seq_scans,
    pg_stat_get_tuples_inserted(t.oid) + pg_stat_get_tuples_updated(t.oid) + pg_stat_get_tuples_deleted(t.oid) AS table_writes,
    pg_stat_get_live_tuples(t.oid) AS table_rows,
    x.indisvalid,
    x.indisready,
    x.indisunique,
    x.indisprimary,
    c.oid IN (SELECT k.conindid FROM pg_constraint AS k) AS backs_constraint,
    x.indisexclusion,
    x.indisreplident,
    x.indisclustered,
    x.indexprs IS NOT NULL AS has_expression,
    x.indpred IS NOT NULL AS partial
FROM pg_index AS x
JOIN pg_class AS c ON c.oid = x.indexrelid
JOIN pg_class AS t ON t.oid = x.indrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_inherits AS h ON h.inhrelid = c.oid
WHERE c.relpersistence <> 't'
  AND n.nspname !~ '^pg_'
  AND n.nspname NOT IN ('information_schema', 'barqdb')
