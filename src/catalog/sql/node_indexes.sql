-- Counters of every index of users that has storage. The time of the last scan is kept from PostgreSQL 16 on.
SELECT c.oid, x.indrelid, pg_catalog.pg_stat_get_numscans(c.oid), pg_catalog.pg_stat_get_tuples_returned(c.oid),
       pg_catalog.pg_stat_get_tuples_fetched(c.oid), NULL::bigint, c.relfilenode, c.relpages, c.reltuples
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'i' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
