-- Every index of users with what its definition is made of; its keys come by inspect_columns.sql and inspect_keys.sql.
-- $1: a schema or NULL. $2, $3: schema and name of a table, or NULL.
SELECT i.indexrelid, i.indrelid, n.nspname, t.relname, c.relname, c.relkind = 'I',
       am.oid, am.amname, pg_catalog.pg_indexam_has_property(am.oid, 'can_order'), i.indnkeyatts,
       i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
       i.indisunique, i.indisvalid AND i.indisready AND i.indislive, i.indisclustered, i.indisreplident,
       CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid, false) END,
       pg_catalog.array_to_string(c.reloptions, chr(31)),
       -- Where default_tablespace is set, an index without a tablespace would be built there. That of a partitioned table
       -- cannot name the database's own.
       coalesce(ts.spcname, CASE WHEN pg_catalog.current_setting('default_tablespace') <> '' AND c.relkind <> 'I'
                                 THEN home.spcname END),
       d.description, h.inhparent,
       o.contype, o.condeferrable, o.condeferred,
       CASE WHEN o.contype = 'x' THEN
           (SELECT pg_catalog.string_agg(
                CASE WHEN pg_catalog.pg_operator_is_visible(op.oid) THEN op.oprname::text
                     ELSE 'OPERATOR(' || pg_catalog.quote_ident(opn.nspname) || '.' || op.oprname || ')' END,
                chr(31) ORDER BY e.position)
            FROM pg_catalog.unnest(o.conexclop) WITH ORDINALITY AS e(oid, position)
            JOIN pg_catalog.pg_operator AS op ON op.oid = e.oid
            JOIN pg_catalog.pg_namespace AS opn ON opn.oid = op.oprnamespace) END,
       pg_catalog.pg_table_is_visible(t.oid), t.relreplident,
       b.index_relid IS NOT NULL,
       -- Whether an expression without a COLLATE clause may have another collation than the database's: by a column, also
       -- of a row type, by what a function or an operator gives, or by a type that it is cast to.
       i.indexprs IS NOT NULL AND EXISTS (
           SELECT FROM pg_catalog.pg_depend AS x
           LEFT JOIN pg_catalog.pg_attribute AS a
               ON x.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND a.attrelid = x.refobjid
              AND a.attnum = x.refobjsubid
           LEFT JOIN pg_catalog.pg_proc AS f
               ON x.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND f.oid = x.refobjid
           LEFT JOIN pg_catalog.pg_operator AS op
               ON x.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND op.oid = x.refobjid
           LEFT JOIN pg_catalog.pg_type AS y
               ON y.oid = CASE WHEN x.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass THEN x.refobjid
                               ELSE coalesce(f.prorettype, op.oprresult) END
           WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid
             AND (a.attcollation NOT IN (0, 100) OR y.typcollation NOT IN (0, 100))),
       -- The names of a part's columns, of which the server makes a name for it.
       CASE WHEN h.inhparent IS NOT NULL THEN
           (SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0) END,
       (SELECT pg_catalog.string_agg(e.extname, chr(31) ORDER BY e.extname)
        FROM pg_catalog.pg_depend AS x JOIN pg_catalog.pg_extension AS e ON e.oid = x.refobjid
        WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'x'
          AND x.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass)
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
JOIN pg_catalog.pg_database AS this ON this.datname = pg_catalog.current_database()
JOIN pg_catalog.pg_tablespace AS home ON home.oid = this.dattablespace
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_description AS d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_constraint AS o ON o.conindid = c.oid AND o.contype IN ('p', 'u', 'x') AND o.conrelid = t.oid
LEFT JOIN pg_catalog.pg_stat_progress_create_index AS b ON b.index_relid = c.oid AND b.datname = pg_catalog.current_database()
WHERE t.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
  AND ($1::text IS NULL OR n.nspname = $1)
  AND ($2::text IS NULL OR n.nspname = $2)
  AND ($3::text IS NULL OR t.relname = $3)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                  WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = t.oid AND x.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                  WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')
ORDER BY n.nspname, t.relname, c.relname
