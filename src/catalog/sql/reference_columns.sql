-- Columns of users' tables that may refer to rows of another: by their names, for links without a foreign key.
SELECT n.nspname, c.relname, a.attname
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
  AND (a.attname = 'id' OR a.attname ~* '(id|uuid|key)$')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'barqdb') AND n.nspname !~ '^pg_(toast|temp)'
