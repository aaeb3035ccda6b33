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
    f.confupdtype,
    -- A cast that only relabels (varchar to text) is none to an index.
    (SELECT string_agg(coalesce((
         SELECT pg_catalog.format_type(o.oprright, NULL)
         FROM pg_catalog.pg_cast AS s
         WHERE s.castsource IN (a.atttypid, nullif(y.typbasetype, 0)) AND s.casttarget = o.oprright AND s.castmethod <> 'b'
           AND s.castsource <> s.casttarget  -- one to the same type is for its length
         LIMIT 1), ''), chr(31) ORDER BY k.place)
     FROM ROWS FROM (pg_catalog.unnest(f.conkey), pg_catalog.unnest(f.conpfeqop)) WITH ORDINALITY AS k(number, operator, place)
     JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.number
     JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
     JOIN pg_catalog.pg_operator AS o ON o.oid = k.operator),
    coalesce(pg_catalog.to_jsonb(f) ->> 'conperiod', 'false')::boolean
FROM pg_catalog.pg_constraint AS f
JOIN pg_catalog.pg_class AS c ON c.oid = f.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = f.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
WHERE f.contype = 'f' AND f.conparentid = 0 AND (pg_catalog.to_jsonb(f) ->> 'conenforced') IS DISTINCT FROM 'false'
  AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
