-- The tables that a plan names, with size (of all leaves when partitioned), estimate and columns.
-- $1: names, quoted, as text[]. Columns are joined by the unit separator, which no sane name holds.
SELECT w.name, c.oid, n.nspname, c.relname, c.relkind, c.relpersistence = 't',
       CASE WHEN c.relkind = 'p'
            THEN (SELECT coalesce(sum(pg_catalog.pg_relation_size(t.relid)), 0)
                  FROM pg_catalog.pg_partition_tree(c.oid) AS t WHERE t.isleaf)
            ELSE coalesce(pg_catalog.pg_relation_size(c.oid), 0) END,
       c.reltuples::bigint,
       (SELECT pg_catalog.string_agg(a.attname, chr(31)) FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT pg_catalog.string_agg(a.attname, chr(31)) FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
          -- One that is NOT VALID (since 18) says nothing of the rows.
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS o
                          WHERE o.conrelid = c.oid AND o.contype = 'n' AND NOT o.convalidated AND o.conkey = ARRAY[a.attnum]))
FROM pg_catalog.unnest($1::text[]) AS w(name)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(w.name)
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v')
