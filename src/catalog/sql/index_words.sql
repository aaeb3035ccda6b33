-- What an index says in SQL of its own: its expressions by their places among the keys, its condition under place 0.
-- $1: oids as text[].
SELECT i.indexrelid, k.place,
       CASE WHEN k.place = 0 THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid, false)
            ELSE pg_catalog.pg_get_indexdef(i.indexrelid, k.place, false) END
FROM pg_catalog.unnest($1::text[]) AS w(oid)
JOIN pg_catalog.pg_index AS i ON i.indexrelid = w.oid::pg_catalog.oid
CROSS JOIN pg_catalog.generate_series(0, i.indnkeyatts) AS k(place)
WHERE CASE WHEN k.place = 0 THEN i.indpred IS NOT NULL ELSE i.indkey[k.place - 1] = 0 END
