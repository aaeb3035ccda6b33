-- How much there is: snapshots, the first one's time, bytes of all tables of snapshots.
SELECT pg_catalog.count(*), pg_catalog.to_char(pg_catalog.min(s.taken_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       pg_catalog.pg_total_relation_size('barqdb.usage_snapshot') + pg_catalog.pg_total_relation_size('barqdb.usage_index')
         + pg_catalog.pg_total_relation_size('barqdb.usage_table') + pg_catalog.pg_total_relation_size('barqdb.usage_source')
FROM barqdb.usage_snapshot AS s
