-- The expressions of indexes, as the server prints each. $1: oids of indexes.
SELECT i.indexrelid, k, pg_catalog.pg_get_indexdef(i.indexrelid, k, false)
FROM pg_catalog.pg_index AS i
CROSS JOIN LATERAL pg_catalog.generate_series(1, i.indnkeyatts) AS k
WHERE i.indexrelid = ANY ($1::pg_catalog.oid[]) AND i.indexprs IS NOT NULL AND i.indkey[k - 1] = 0
