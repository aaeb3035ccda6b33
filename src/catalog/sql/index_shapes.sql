-- What every index of users is made of, by its keys: for comparing indexes with each other. Columns by number, operator
-- classes and collations by oid, expressions (all of an index in one list, with commas) and predicates as the server prints
-- them, without the table's name. Where another session holds the table exclusively, printing would wait for it: NULL then.
-- pg_get_indexdef would print each key by itself, in five times the time.
WITH held AS MATERIALIZED (
    SELECT coalesce(array_agg(l.relation), '{}') AS oids
    FROM pg_catalog.pg_locks AS l
    WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
      AND l.database = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())
), parameters AS MATERIALIZED (
    SELECT a.attrelid, string_agg(a.attnum || ' ' || a.attoptions::text, ';' ORDER BY a.attnum) AS text
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_class AS i ON i.oid = a.attrelid AND i.relkind IN ('i', 'I')
    WHERE a.attoptions IS NOT NULL
    GROUP BY a.attrelid
), backed AS MATERIALIZED (
    SELECT k.conindid, min(k.conname) FILTER (WHERE k.contype <> 'f') AS own,
           min(k.contype::text) FILTER (WHERE k.contype <> 'f') AS kind,
           count(*) FILTER (WHERE k.contype = 'f') AS references
    FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid <> 0
    GROUP BY k.conindid
)
SELECT
    x.indexrelid,
    x.indnkeyatts,
    x.indkey::text,
    x.indclass::text,
    x.indcollation::text,
    x.indoption::text,
    CASE WHEN x.indexprs IS NOT NULL AND x.indrelid <> ALL (h.oids) AND x.indexrelid <> ALL (h.oids)
         THEN pg_catalog.pg_get_expr(x.indexprs, x.indrelid) END AS expressions,
    CASE WHEN x.indpred IS NOT NULL AND x.indrelid <> ALL (h.oids) AND x.indexrelid <> ALL (h.oids)
         THEN pg_catalog.pg_get_expr(x.indpred, x.indrelid) END AS predicate,
    x.indimmediate,
    x.indislive,
    c.reltuples::bigint,
    c.relpages,
    c.reloptions::text,
    p.text AS parameters,
    b.own,
    b.kind,
    coalesce(b.references, 0),
    CASE WHEN current_setting('track_commit_timestamp')::boolean
         THEN extract(epoch FROM pg_catalog.pg_xact_commit_timestamp(c.xmin))::bigint END AS existed_at,
    pg_catalog.age(x.xmin) AS age
FROM pg_catalog.pg_index AS x
CROSS JOIN held AS h
JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN parameters AS p ON p.attrelid = x.indexrelid
LEFT JOIN backed AS b ON b.conindid = x.indexrelid
WHERE c.relpersistence <> 't'
  AND n.nspname !~ '^pg_'
  AND n.nspname NOT IN ('information_schema', 'barqdb')
