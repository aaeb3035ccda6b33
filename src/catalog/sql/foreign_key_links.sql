-- Foreign keys of users' tables: what links rows of one statement to rows of another.
SELECT n.nspname, t.relname,
       (SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY k.position)
        FROM pg_catalog.unnest(o.conkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.conrelid AND a.attnum = k.attnum),
       fn.nspname, f.relname,
       (SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY k.position)
        FROM pg_catalog.unnest(o.confkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.confrelid AND a.attnum = k.attnum)
FROM pg_catalog.pg_constraint AS o
JOIN pg_catalog.pg_class AS t ON t.oid = o.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = o.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE o.contype = 'f' AND o.conparentid = 0
ORDER BY o.oid
