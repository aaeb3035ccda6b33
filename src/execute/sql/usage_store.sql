-- Stores one node's counters: what grew becomes one row of arrays, and what changed is kept as last seen. $1 source, $2 node,
-- $3 time, $4 whether the first snapshot of an index counts from zero, $5 whether the source is new; of indexes: $6 oids, $7 scans,
-- $8 tuples read, $9 tuples fetched, $10 filenodes, $11 pages, $12 tuples; of tables: $13 oids, $14 sequential scans, $15 writes.
-- A counter that went backward was reset by itself: what it shows grew since then.
WITH index_now AS (
    SELECT n.*, u.index IS NULL AS is_new, u.filenode AS old_filenode,
           coalesce(n.scans < u.scans OR n.tuples_read < u.tuples_read, false) AS went_back,
           u.scans AS old_scans, u.tuples_read AS old_read, u.tuples_fetched AS old_fetched
    FROM unnest($6::oid[], $7::bigint[], $8::bigint[], $9::bigint[], $10::oid[], $11::bigint[], $12::double precision[])
         AS n(index, scans, tuples_read, tuples_fetched, filenode, pages, tuples)
    LEFT JOIN barqdb.usage_index AS u ON u.source = $1::integer AND u.index = n.index
), index_growth AS (
    SELECT n.*,
           CASE WHEN n.is_new AND NOT $4::boolean THEN 0 WHEN n.is_new OR n.went_back THEN n.scans ELSE n.scans - n.old_scans END AS scans_grown,
           CASE WHEN n.is_new AND NOT $4::boolean THEN 0 WHEN n.is_new OR n.went_back THEN n.tuples_read ELSE n.tuples_read - n.old_read END AS read_grown,
           CASE WHEN n.is_new AND NOT $4::boolean THEN 0 WHEN n.is_new OR n.went_back THEN n.tuples_fetched
                ELSE greatest(n.tuples_fetched - n.old_fetched, 0) END AS fetched_grown
    FROM index_now AS n
    WHERE n.is_new OR n.scans <> n.old_scans OR n.tuples_read <> n.old_read OR n.tuples_fetched <> n.old_fetched OR n.filenode <> n.old_filenode
), kept_indexes AS (
    INSERT INTO barqdb.usage_index AS u (source, index, scans, tuples_read, tuples_fetched, first_seen, filenode, built_pages, built_tuples)
    SELECT $1::integer, g.index, g.scans, g.tuples_read, g.tuples_fetched, $3::timestamptz, g.filenode,
           CASE WHEN NOT $5::boolean THEN g.pages END, CASE WHEN NOT $5::boolean THEN g.tuples END
    FROM index_growth AS g
    ON CONFLICT (source, index) DO UPDATE SET
        scans = excluded.scans, tuples_read = excluded.tuples_read, tuples_fetched = excluded.tuples_fetched,
        earlier_scans = u.earlier_scans
            + CASE WHEN excluded.scans < u.scans OR excluded.tuples_read < u.tuples_read THEN u.scans ELSE 0 END,
        counted_since = CASE WHEN excluded.scans < u.scans OR excluded.tuples_read < u.tuples_read THEN $3::timestamptz ELSE u.counted_since END,
        filenode = excluded.filenode,
        built_pages = CASE WHEN excluded.filenode <> u.filenode THEN excluded.built_pages ELSE u.built_pages END,
        built_tuples = CASE WHEN excluded.filenode <> u.filenode THEN excluded.built_tuples ELSE u.built_tuples END
), table_growth AS (
    SELECT n.*,
           CASE WHEN u."table" IS NULL AND NOT $4::boolean THEN 0 WHEN u."table" IS NULL OR n.sequential_scans < u.sequential_scans THEN n.sequential_scans
                ELSE n.sequential_scans - u.sequential_scans END AS scans_grown,
           CASE WHEN u."table" IS NULL AND NOT $4::boolean THEN 0 WHEN u."table" IS NULL OR n.writes < u.writes THEN n.writes ELSE n.writes - u.writes END AS writes_grown
    FROM unnest($13::oid[], $14::bigint[], $15::bigint[]) AS n("table", sequential_scans, writes)
    LEFT JOIN barqdb.usage_table AS u ON u.source = $1::integer AND u."table" = n."table"
    WHERE u."table" IS NULL OR n.sequential_scans <> u.sequential_scans OR n.writes <> u.writes
), kept_tables AS (
    INSERT INTO barqdb.usage_table AS u (source, "table", sequential_scans, writes)
    SELECT $1::integer, g."table", g.sequential_scans, g.writes FROM table_growth AS g
    ON CONFLICT (source, "table") DO UPDATE SET sequential_scans = excluded.sequential_scans, writes = excluded.writes
), index_arrays AS (
    SELECT coalesce(pg_catalog.array_agg(g.index ORDER BY g.index), '{}') AS indexes,
           coalesce(pg_catalog.array_agg(g.scans_grown ORDER BY g.index), '{}') AS scans,
           coalesce(pg_catalog.array_agg(g.read_grown ORDER BY g.index), '{}') AS tuples_read,
           coalesce(pg_catalog.array_agg(g.fetched_grown ORDER BY g.index), '{}') AS tuples_fetched,
           coalesce(pg_catalog.sum(g.scans_grown), 0) AS total
    FROM index_growth AS g WHERE g.scans_grown > 0 OR g.read_grown > 0
), table_arrays AS (
    SELECT coalesce(pg_catalog.array_agg(g."table" ORDER BY g."table"), '{}') AS tables,
           coalesce(pg_catalog.array_agg(g.scans_grown ORDER BY g."table"), '{}') AS sequential_scans,
           coalesce(pg_catalog.array_agg(g.writes_grown ORDER BY g."table"), '{}') AS writes
    FROM table_growth AS g WHERE g.scans_grown > 0 OR g.writes_grown > 0
)
INSERT INTO barqdb.usage_snapshot (source, node, taken_at, total_scans, indexes, scans, tuples_read, tuples_fetched, tables, sequential_scans, writes)
SELECT $1::integer, $2::text, $3::timestamptz, i.total, i.indexes, i.scans, i.tuples_read, i.tuples_fetched, t.tables, t.sequential_scans, t.writes
FROM index_arrays AS i, table_arrays AS t
RETURNING pg_catalog.cardinality(indexes), total_scans
