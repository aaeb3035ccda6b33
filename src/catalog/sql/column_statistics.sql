-- Columns that are keys of an index or of a foreign key, and expressions of indexes (by the index's oid and the key's
-- number), with the statistics of ANALYZE as far as this role may see them. What takes long is read only for B-trees of at
-- least $1 pages: the sum of the most common values' shares, and how wide stored values are once aligned to 8 bytes. That is
-- known of texts, numbers, network addresses and bytea; the text of other types tells nothing of what is stored.
WITH users AS MATERIALIZED (
    SELECT x.indexrelid, x.indrelid, x.indkey, x.indexprs IS NOT NULL AS expressions,
           c.relpages >= $1::integer AND c.relam = (SELECT m.oid FROM pg_catalog.pg_am AS m WHERE m.amname = 'btree') AS large
    FROM pg_catalog.pg_index AS x
    JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
), wanted AS MATERIALIZED (
    SELECT k.relation, k.number, bool_or(k.large) AS large
    FROM (
        SELECT u.indrelid AS relation, key.number, u.large
        FROM users AS u, pg_catalog.unnest(u.indkey) AS key(number)
        WHERE key.number > 0
        UNION ALL
        SELECT u.indexrelid, key.place::smallint, u.large
        FROM users AS u, pg_catalog.unnest(u.indkey) WITH ORDINALITY AS key(number, place)
        WHERE u.expressions AND key.number = 0
        UNION ALL
        SELECT f.conrelid, key.number, false
        FROM pg_catalog.pg_constraint AS f, pg_catalog.unnest(f.conkey) AS key(number)
        WHERE f.contype = 'f'
    ) AS k
    GROUP BY k.relation, k.number
)
SELECT
    a.attrelid,
    a.attnum,
    a.attname,
    pg_catalog.format_type(a.atttypid, a.atttypmod),
    a.attnotnull,
    a.attlen,
    a.attalign,
    a.attcollation,
    s.null_frac,
    s.avg_width,
    s.n_distinct,
    s.correlation,
    s.most_common_freqs[1],
    CASE WHEN s.most_common_freqs[1] >= 0.5 THEN (s.most_common_vals::text::text[])[1] END,
    coalesce(pg_catalog.array_length(s.most_common_freqs, 1), 0),
    CASE WHEN w.large THEN (SELECT sum(f) FROM pg_catalog.unnest(s.most_common_freqs) AS f) END,
    CASE WHEN w.large AND a.attlen = -1 THEN (
        SELECT avg((stored.bytes + CASE WHEN stored.bytes < 127 THEN 1 ELSE 4 END + 7) / 8 * 8)
        FROM pg_catalog.pg_type AS y,
             pg_catalog.unnest(coalesce(s.histogram_bounds::text::text[], s.most_common_vals::text::text[])) AS v,
             LATERAL (SELECT CASE
                 WHEN y.typcategory = 'S' THEN pg_catalog.octet_length(v)
                 WHEN 'pg_catalog.numeric'::pg_catalog.regtype IN (y.oid, y.typbasetype)
                     THEN pg_catalog.pg_column_size(v::pg_catalog.numeric) - 4
                 WHEN y.typcategory = 'I' THEN CASE WHEN pg_catalog.strpos(v, ':') > 0 THEN 18 ELSE 6 END
                 WHEN 'pg_catalog.bytea'::pg_catalog.regtype IN (y.oid, y.typbasetype)
                     THEN pg_catalog.octet_length(v::pg_catalog.bytea)
             END AS bytes) AS stored
        WHERE y.oid = a.atttypid)
    END,
    -- What pg_stats asks of a role.
    s.null_frac IS NULL AND coalesce(
        NOT pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
        OR (c.relrowsecurity AND pg_catalog.row_security_active(c.oid)), false)
FROM wanted AS w
-- By itself the planner looks all columns of the relation through.
CROSS JOIN LATERAL (
    SELECT * FROM pg_catalog.pg_attribute AS one WHERE one.attrelid = w.relation AND one.attnum = w.number OFFSET 0
) AS a
JOIN pg_catalog.pg_class AS c ON c.oid = w.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stats AS s
    ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND s.inherited = (c.relkind = 'p')
WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
