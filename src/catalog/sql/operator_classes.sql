-- Operator classes that indexes use. Leakproof: whether a condition with one of its operators may be checked before a
-- policy of row-level security: by equality for B-tree and hash, by any other operator for the rest. Equal image: the function that says whether a B-tree may merge equal keys.
SELECT
    o.oid,
    o.opcfamily,
    m.amname,
    o.opcname,
    o.opcdefault,
    pg_catalog.format_type(o.opcintype, NULL),
    coalesce((
        SELECT bool_or(p.proleakproof)
        FROM pg_catalog.pg_amop AS s
        JOIN pg_catalog.pg_operator AS r ON r.oid = s.amopopr
        JOIN pg_catalog.pg_proc AS p ON p.oid = r.oprcode
        WHERE s.amopfamily = o.opcfamily AND s.amoppurpose = 's' AND s.amoplefttype = o.opcintype
          AND CASE m.amname WHEN 'btree' THEN s.amopstrategy = 3
                            WHEN 'hash' THEN true
                            ELSE r.oprname <> '=' END), false),  -- gin_trgm_ops knows equality too, and is there for LIKE
    (SELECT p.proname
     FROM pg_catalog.pg_amproc AS q JOIN pg_catalog.pg_proc AS p ON p.oid = q.amproc
     WHERE m.amname = 'btree' AND q.amprocfamily = o.opcfamily AND q.amprocnum = 4
       AND q.amproclefttype = o.opcintype AND q.amprocrighttype = o.opcintype)
FROM pg_catalog.pg_opclass AS o
JOIN pg_catalog.pg_am AS m ON m.oid = o.opcmethod
WHERE o.oid IN (SELECT pg_catalog.unnest(x.indclass) FROM pg_catalog.pg_index AS x)
