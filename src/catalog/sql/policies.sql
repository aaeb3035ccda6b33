-- Tables whose policies let some rows pass only, and the columns that these look at: conditions of a policy may use an index
-- whatever their operators are. A policy of INSERT keeps no condition waiting; nor does any beside one that lets everybody see
-- all rows, since permissive ones are joined by OR and the whole is folded away.
SELECT p.polrelid, count(DISTINCT p.oid), string_agg(DISTINCT d.refobjsubid::text, ' ')
FROM pg_catalog.pg_policy AS p
LEFT JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = p.polrelid AND d.refobjsubid > 0
GROUP BY p.polrelid
HAVING bool_or(p.polqual IS NOT NULL AND (
    NOT p.polpermissive
    OR NOT EXISTS (
        SELECT FROM pg_catalog.pg_policy AS o
        WHERE o.polrelid = p.polrelid AND o.polpermissive AND o.polcmd IN ('*', 'r') AND o.polroles = '{0}'
          AND pg_catalog.pg_get_expr(o.polqual, o.polrelid) = 'true')))
