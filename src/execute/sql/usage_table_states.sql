-- The tables of all sources of this system ($1) as last seen.
SELECT u.source, u."table", u.sequential_scans, u.writes
FROM barqdb.usage_table AS u
JOIN barqdb.usage_source AS o ON o.id = u.source
WHERE o.system_identifier = $1::text
