-- The first column of every usable index of users' tables, without conditions: what an equality on it can use.
SELECT n.nspname, t.relname, i.relname, a.attname
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = i.relam
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
WHERE x.indisvalid AND x.indisready AND x.indpred IS NULL AND m.amname IN ('btree', 'hash')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'barqdb') AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname, t.relname, x.indisprimary DESC, x.indisunique DESC, i.relname
