-- How large a B-tree on table $1 (quoted) with the columns $2 (text[]; '' is an expression) will be, in bytes: entries of
-- 8 bytes and the aligned key, those of one key put together as the server does, pages filled by nine tenths. What was never
-- analyzed counts with 32 bytes and as distinct.
SELECT (greatest(f.rows, 0) * CASE WHEN f.each > 1.01 THEN 6 + (8 + f.wide + 4) / f.each ELSE 12 + f.wide END / 0.9)::bigint
FROM (SELECT k.rows, ceil(k.width / 8.0) * 8 AS wide,
             least(greatest(k.rows / greatest(k.distinct_keys, 1), 1), greatest((1340 - k.width) / 6, 1)) AS each
      FROM (SELECT c.reltuples::numeric AS rows, coalesce(sum(coalesce(s.avg_width, 32)), 8)::numeric AS width,
                   least(greatest(c.reltuples, 1)::numeric,
                         exp(least(sum(ln(CASE WHEN s.n_distinct > 0 THEN s.n_distinct
                                               ELSE greatest(1, coalesce(-s.n_distinct, 1) * greatest(c.reltuples, 1)) END::numeric)),
                                   60))) AS distinct_keys
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            CROSS JOIN pg_catalog.unnest($2::text[]) AS w(name)
            LEFT JOIN pg_catalog.pg_stats AS s
              ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = w.name AND NOT s.inherited
            WHERE c.oid = pg_catalog.to_regclass($1)
            GROUP BY c.reltuples) AS k) AS f
