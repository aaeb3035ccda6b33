-- Statements of this database that pg_stat_statements remembers, those with the most time first: text, role. $1: at most so many.
SELECT s.query, r.rolname
FROM pg_stat_statements AS s
JOIN pg_catalog.pg_roles AS r ON r.oid = s.userid
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
  AND s.query ~* '^\s*(select|with|insert|update|delete|merge|values)\M' AND s.query !~* '\mpg_(stat|catalog)'
GROUP BY s.query, r.rolname
ORDER BY pg_catalog.sum(s.total_exec_time) DESC
LIMIT $1::bigint
