-- Names that lead the planner to code of roles that are not trusted: name, an object of that code, its owner. A name that is empty
-- stands for every statement. Trusted are superusers, session_user and the roles in $1. Planning folds immutable functions,
-- estimates with stable ones and with operators, puts functions written in SQL in place, and reads literals by the checks of
-- their domains: all of it with the rights of whoever plans.
WITH RECURSIVE stranger AS MATERIALIZED (
    SELECT r.oid, r.rolname FROM pg_catalog.pg_roles AS r
    WHERE NOT r.rolsuper AND r.rolname <> session_user AND r.rolname <> ALL ($1::text[])
-- Stable functions of the server that run what a text or a number names, which no dependency shows.
), blind AS MATERIALIZED (
    SELECT p.oid, p.proname FROM pg_catalog.pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.proname = ANY ('{
        table_to_xml, table_to_xml_and_xmlschema, schema_to_xml, schema_to_xml_and_xmlschema, database_to_xml,
        database_to_xml_and_xmlschema, array_in, domain_in, record_in, range_in, multirange_in, pg_input_is_valid,
        pg_input_error_info}')
-- Expressions that these roles keep in the catalogs.
), stored AS (
    SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass AS classid, r.oid AS objid, s.rolname, false AS of_domain,
           pg_catalog.concat(r.ev_qual, r.ev_action) AS tree
    FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, s.rolname, false, pg_catalog.concat(p.polqual, p.polwithcheck)
    FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid, s.rolname, false, d.adbin::text
    FROM pg_catalog.pg_attrdef AS d JOIN pg_catalog.pg_class AS c ON c.oid = d.adrelid JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, s.rolname, false, k.conbin::text
    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, s.rolname, true, k.conbin::text
    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid JOIN stranger AS s ON s.oid = t.typowner
    UNION ALL
    SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, s.rolname, false, t.typdefaultbin::text
    FROM pg_catalog.pg_type AS t JOIN stranger AS s ON s.oid = t.typowner
    UNION ALL
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, s.rolname, false, pg_catalog.concat(i.indexprs, i.indpred)
    FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, p.partrelid, s.rolname, false, p.partexprs::text
    FROM pg_catalog.pg_partitioned_table AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.partrelid
    JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    -- stxexprs is of PostgreSQL 14 and later.
    SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, e.oid, s.rolname, false, pg_catalog.to_jsonb(e) ->> 'stxexprs'
    FROM pg_catalog.pg_statistic_ext AS e JOIN pg_catalog.pg_class AS c ON c.oid = e.stxrelid
    JOIN stranger AS s ON s.oid = c.relowner
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, s.rolname, false, p.proargdefaults::text
    FROM pg_catalog.pg_proc AS p JOIN stranger AS s ON s.oid = p.proowner
-- Where it begins. What is not `folded`, a volatile function, the planner runs only for operators, casts and domains.
), source AS MATERIALIZED (
    SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::oid AS classid, p.oid AS objid, s.rolname,
           p.provolatile <> 'v' OR l.lanname = 'sql' AS folded
    FROM pg_catalog.pg_proc AS p JOIN stranger AS s ON s.oid = p.proowner JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    UNION ALL
    SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass::oid, o.oid, s.rolname, true
    FROM pg_catalog.pg_operator AS o JOIN stranger AS s ON s.oid = o.oprowner
    UNION ALL
    SELECT e.classid::oid, e.objid, e.rolname, true FROM stored AS e
    WHERE e.tree ~ (SELECT ':(funcid|opfuncid) (' || pg_catalog.string_agg(b.oid::text, '|') || ') ' FROM blind AS b)
       OR e.of_domain AND EXISTS (
          SELECT FROM pg_catalog.regexp_matches(e.tree, ':(?:funcid|opfuncid) (\d+)', 'g') AS called (parts)
          JOIN pg_catalog.pg_proc AS p ON p.oid = called.parts[1]::oid
          WHERE p.provolatile = 'v')
-- Everything that depends on it, and what these things belong to.
), reached AS (
    SELECT s.classid, s.objid, s.folded, s.classid AS source_class, s.objid AS source, s.rolname FROM source AS s
    UNION
    SELECT next.classid, next.objid, true, r.source_class, r.source, r.rolname
    FROM reached AS r
    CROSS JOIN LATERAL (
        SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d
        WHERE d.refclassid = r.classid AND d.refobjid = r.objid
          AND (r.folded
               OR d.classid IN ('pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass,
                                'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_opclass'::pg_catalog.regclass,
                                'pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
               OR d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
                  AND EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND k.contypid <> 0))
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, w.ev_class FROM pg_catalog.pg_rewrite AS w
        WHERE r.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, p.polrelid FROM pg_catalog.pg_policy AS p
        WHERE r.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, d.adrelid FROM pg_catalog.pg_attrdef AS d
        WHERE r.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.oid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, k.conrelid FROM pg_catalog.pg_constraint AS k
        WHERE r.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = r.objid AND k.contype = 'c'
          AND k.conrelid <> 0
        UNION ALL
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, k.contypid FROM pg_catalog.pg_constraint AS k
        WHERE r.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = r.objid AND k.contypid <> 0
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, e.stxrelid FROM pg_catalog.pg_statistic_ext AS e
        WHERE r.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND e.oid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indrelid FROM pg_catalog.pg_index AS i
        WHERE r.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.indexrelid = r.objid
        UNION ALL
        -- To plan a parent is to plan its partitions.
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.inhparent FROM pg_catalog.pg_inherits AS i
        WHERE r.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.inhrelid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, c.reltype FROM pg_catalog.pg_class AS c
        WHERE r.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = r.objid AND c.relkind = 'c'
        UNION ALL
        -- A cast begins or ends at a type that somebody made (16384 is the first oid of those).
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid FROM pg_catalog.pg_cast AS c
        JOIN pg_catalog.pg_type AS t ON t.oid IN (c.castsource, c.casttarget) AND t.oid >= 16384
        WHERE r.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND c.oid = r.objid
        UNION ALL
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, o.opcintype
        FROM (SELECT p.oid, p.amprocfamily AS family FROM pg_catalog.pg_amproc AS p
              WHERE r.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
              UNION ALL
              SELECT p.oid, p.amopfamily FROM pg_catalog.pg_amop AS p
              WHERE r.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass) AS member
        JOIN pg_catalog.pg_opclass AS o ON o.opcfamily = member.family
        WHERE member.oid = r.objid
    ) AS next
), named AS (
    SELECT p.proname::text AS name, r.* FROM reached AS r
    JOIN pg_catalog.pg_proc AS p ON r.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = r.objid
    WHERE r.folded
    UNION ALL
    SELECT o.oprname, r.* FROM reached AS r
    JOIN pg_catalog.pg_operator AS o ON r.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND o.oid = r.objid
    UNION ALL
    SELECT t.typname, r.* FROM reached AS r
    JOIN pg_catalog.pg_type AS t ON r.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = r.objid
    UNION ALL
    SELECT c.relname, r.* FROM reached AS r
    JOIN pg_catalog.pg_class AS c ON r.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = r.objid
    UNION ALL
    -- Between two types of the server a cast needs no name to be used.
    SELECT '', r.* FROM reached AS r
    JOIN pg_catalog.pg_cast AS c ON r.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND c.oid = r.objid
    WHERE c.castsource < 16384 AND c.casttarget < 16384
)
SELECT DISTINCT ON (found.name) found.name, found.object, found.owner
FROM (
    SELECT n.name, coalesce(object.type || ' ' || object.identity, 'an object') AS object, n.rolname::text AS owner
    FROM named AS n
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(n.source_class, n.source, 0) AS object
    UNION ALL
    -- They can run whatever such a role has made, even where nothing else leads there.
    SELECT b.proname::text, 'function ' || b.proname, '' FROM blind AS b
    WHERE EXISTS (SELECT FROM source)
       OR EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN stranger AS s ON s.oid = c.relowner WHERE c.relkind = 'v')
) AS found
ORDER BY found.name, found.owner DESC, found.object
