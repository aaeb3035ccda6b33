-- Everything about an index but its name and its table's: two indexes with the same signature are the same definition.
-- $1: oids as text[]. Column texts come one by one, so that no table name is in them.
-- $2: NULL; or what stands before its number in place of a key that is an expression, and the condition is left out.
-- indnullsnotdistinct exists since 15: read through the row's JSON form, so that one query serves every version.
SELECT i.indexrelid,
       pg_catalog.jsonb_build_object(
           'method', am.amname,
           'unique', i.indisunique,
           'nulls_not_distinct', coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
           'keys', (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                        'key', CASE WHEN $2::text IS NOT NULL AND i.indkey[k - 1] = 0 THEN $2::text || k
                                    ELSE pg_catalog.pg_get_indexdef(i.indexrelid, k, false) END,
                        -- The family and the type it takes: varchar_ops and text_ops are one thing under two names.
                        'opclass', opn.nspname || '.' || opf.opfname || ' ' || op.opcintype::pg_catalog.regtype,
                        'opclass_parameters', pg_catalog.to_jsonb(a.attoptions),
                        'collation', con.nspname || '.' || co.collname,
                        'options', i.indoption[k - 1]) ORDER BY k)
                    FROM pg_catalog.generate_series(1, i.indnkeyatts) AS k
                    JOIN pg_catalog.pg_opclass AS op ON op.oid = i.indclass[k - 1]
                    JOIN pg_catalog.pg_opfamily AS opf ON opf.oid = op.opcfamily
                    JOIN pg_catalog.pg_namespace AS opn ON opn.oid = opf.opfnamespace
                    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum = k
                    LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = i.indcollation[k - 1]
                    LEFT JOIN pg_catalog.pg_namespace AS con ON con.oid = co.collnamespace),
           'include', (SELECT pg_catalog.jsonb_agg(pg_catalog.pg_get_indexdef(i.indexrelid, k, false) ORDER BY k)
                       FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) AS k),
           'with', (SELECT pg_catalog.jsonb_object_agg(
                        pg_catalog.split_part(o, '=', 1),
                        CASE WHEN pg_catalog.split_part(o, '=', 1) IN ('fastupdate', 'autosummarize', 'deduplicate_items')
                             THEN pg_catalog.split_part(o, '=', 2)::boolean::text
                             ELSE pg_catalog.lower(pg_catalog.split_part(o, '=', 2)) END)
                    FROM pg_catalog.unnest(c.reloptions) AS o),
           'where', CASE WHEN $2::text IS NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid, false) END)::text,
       pg_catalog.pg_get_indexdef(i.indexrelid)
FROM pg_catalog.unnest($1::text[]) AS w(oid)
JOIN pg_catalog.pg_index AS i ON i.indexrelid = w.oid::pg_catalog.oid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
