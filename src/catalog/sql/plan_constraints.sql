-- Constraints that a plan names. $1: tables, quoted, as text[]; $2: their constraints, as text[].
SELECT w.name, o.conname, n.nspname, t.relname, o.contype, o.convalidated, o.condeferrable, o.condeferred,
       (SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY k.position)
        FROM pg_catalog.unnest(o.conkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.conrelid AND a.attnum = k.attnum),
       fn.nspname, f.relname,
       (SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY k.position)
        FROM pg_catalog.unnest(o.confkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.confrelid AND a.attnum = k.attnum),
       o.confdeltype, o.confupdtype, o.confmatchtype, pg_catalog.pg_get_constraintdef(o.oid),
       -- Neither can be asked for: columns of ON DELETE SET (since 15), NOT ENFORCED (since 18).
       (pg_catalog.to_jsonb(o) ->> 'confdelsetcols') IS NOT NULL
           OR (pg_catalog.to_jsonb(o) ->> 'conenforced') IS NOT DISTINCT FROM 'false'
FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w(name, constraint_name)
JOIN pg_catalog.pg_constraint AS o ON o.conrelid = pg_catalog.to_regclass(w.name) AND o.conname = w.constraint_name
JOIN pg_catalog.pg_class AS t ON t.oid = o.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_class AS f ON f.oid = o.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
