-- What stands under the names of indexes that a plan wants to create or drop. $1: names, quoted, as text[].
-- A name that belongs to a table or view comes too, with its relkind, so that the plan can refuse.
SELECT w.name, c.oid, n.nspname, c.relname, c.relkind,
       tn.nspname, t.relname, coalesce(t.oid, 0), coalesce(pg_catalog.pg_relation_size(t.oid), 0),
       coalesce(i.indisvalid AND i.indislive, false), coalesce(i.indisready, false),
       coalesce(pg_catalog.pg_relation_size(c.oid), 0),
       CASE WHEN i.indexrelid IS NOT NULL THEN pg_catalog.pg_get_indexdef(c.oid) END,
       o.conname,
       (SELECT d.description FROM pg_catalog.pg_description AS d
        WHERE d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0),
       (SELECT s.spcname FROM pg_catalog.pg_tablespace AS s WHERE s.oid = c.reltablespace),
       coalesce(i.indisclustered, false), coalesce(i.indisreplident, false), c.relispartition,
       o.contype, coalesce(o.condeferrable, false), coalesce(o.condeferred, false),
       pg_catalog.obj_description(o.oid, 'pg_constraint'),
       f.names,
       (SELECT pg_catalog.string_agg(a.attnum || '=' || a.attstattarget, chr(31) ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0),
       (SELECT pg_catalog.string_agg(e.extname, chr(31) ORDER BY e.extname)
        FROM pg_catalog.pg_depend AS x JOIN pg_catalog.pg_extension AS e ON e.oid = x.refobjid
        WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'x'
          AND x.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass)
FROM pg_catalog.unnest($1::text[]) AS w(name)
JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(w.name)
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
-- pg_constraint has no index by conindid: read once for all.
LEFT JOIN (SELECT conindid, pg_catalog.string_agg(conname || ' of ' || conrelid::regclass::text, ', ' ORDER BY conname)
           FROM pg_catalog.pg_constraint WHERE contype = 'f' GROUP BY conindid) AS f(index, names) ON f.index = c.oid
LEFT JOIN pg_catalog.pg_constraint AS o ON o.conindid = c.oid AND o.contype IN ('p', 'u', 'x')
