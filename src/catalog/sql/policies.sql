-- Tables with policies, and the columns that their policies look at: conditions of a policy may use an index whatever their
-- operators are.
SELECT p.polrelid, count(DISTINCT p.oid), string_agg(DISTINCT d.refobjsubid::text, ' ')
FROM pg_catalog.pg_policy AS p
LEFT JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = p.polrelid AND d.refobjsubid > 0
GROUP BY p.polrelid
