-- Indexes of users in numbers: all, invalid ones that nobody is building, their names (the first few), and the oids of those that
-- hold nothing but speed and were never scanned here. A partitioned index is judged by its leaves in index-report, and left out here.
SELECT pg_catalog.count(*),
       pg_catalog.count(*) FILTER (WHERE i.broken),
       coalesce(pg_catalog.array_to_string((pg_catalog.array_agg(i.name ORDER BY i.name) FILTER (WHERE i.broken))[1:5], ', '), ''),
       pg_catalog.string_agg(i.oid::text, ' ' ORDER BY i.oid) FILTER (WHERE i.idle),
       pg_catalog.pg_is_in_recovery()
FROM (
  SELECT c.oid, n.nspname || '.' || c.relname AS name,
         NOT x.indisvalid AND c.oid NOT IN (SELECT p.index_relid FROM pg_catalog.pg_stat_progress_create_index AS p
                                            WHERE p.index_relid IS NOT NULL) AS broken,
         c.relkind = 'i' AND NOT c.relispartition AND x.indisvalid AND NOT x.indisunique AND NOT x.indisexclusion
           AND NOT x.indisreplident AND NOT x.indisclustered
           AND c.oid NOT IN (SELECT k.conindid FROM pg_catalog.pg_constraint AS k)
           AND pg_catalog.pg_stat_get_numscans(c.oid) = 0 AS idle
  FROM pg_catalog.pg_index AS x
  JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'barqdb')
) AS i
