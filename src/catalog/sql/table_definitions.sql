-- Tables as text that changes when one of their columns does: $1, names, quoted, as text[].
SELECT n.nspname, c.relname,
       c.relkind::text || ' ' || coalesce((
           SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', pg_catalog.quote_ident(a.attname),
                      pg_catalog.format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                      'collation ' || nullif(a.attcollation, 0)::regcollation::text, a.attidentity, a.attgenerated),
                  ', ' ORDER BY a.attnum)
           FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
       || coalesce((
           SELECT ' partitions ' || pg_catalog.string_agg(t.relid::regclass::text, ', ' ORDER BY t.relid::regclass::text)
           FROM pg_catalog.pg_partition_tree(c.oid) AS t WHERE c.relkind = 'p' AND t.relid <> c.oid), '')
FROM (SELECT DISTINCT pg_catalog.to_regclass(w.name) AS oid FROM pg_catalog.unnest($1::text[]) AS w(name)) AS w
JOIN pg_catalog.pg_class AS c ON c.oid = w.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
