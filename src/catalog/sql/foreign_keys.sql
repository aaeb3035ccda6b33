-- Foreign keys of users, each once: those of partitions belong to the key of the whole. Only those that are enforced (18 and
-- later can say NOT ENFORCED; older servers have no such column): for the others the server never looks for a row.
SELECT
    f.oid,
    f.conname,
    f.conrelid,
    f.confrelid,
    rn.nspname,
    r.relname,
    f.conkey::text,
    f.conpfeqop::text,
    (SELECT string_agg(a.attname, chr(31) ORDER BY k.place)
     FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY AS k(number, place)
     JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.number),
    f.confdeltype,
    f.confupdtype
FROM pg_catalog.pg_constraint AS f
JOIN pg_catalog.pg_class AS c ON c.oid = f.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = f.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
WHERE f.contype = 'f' AND f.conparentid = 0 AND (pg_catalog.to_jsonb(f) ->> 'conenforced') IS DISTINCT FROM 'false'
  AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
