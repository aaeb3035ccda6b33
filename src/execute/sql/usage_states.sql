-- The indexes of all sources of this system ($1) as last seen. Times are seconds since 1970.
SELECT u.source, u.index, u.scans, u.tuples_read, u.tuples_fetched, u.earlier_scans, extract(epoch FROM u.counted_since)::bigint,
       extract(epoch FROM u.first_seen)::bigint,
       CASE WHEN u.built_tuples > 0 THEN u.built_pages * pg_catalog.current_setting('block_size')::bigint / u.built_tuples END
FROM barqdb.usage_index AS u
JOIN barqdb.usage_source AS o ON o.id = u.source
WHERE o.system_identifier = $1::text
