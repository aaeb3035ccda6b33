-- Schemas of users with their tables, for naming what a mistyped name may have meant. A schema without tables has one row.
SELECT n.nspname, c.relname
FROM pg_namespace AS n
LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
