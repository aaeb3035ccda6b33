-- Indexes of users that are not valid, ready and live, with what tells why. A session may be at work on one when it holds the
-- lock of a concurrent build or drop on the table and its text (when it may be read) says so. Names of REINDEX CONCURRENTLY
-- end in _ccnew or _ccold, and a number when that was taken.
SELECT c.oid, n.nspname, c.relname, tn.nspname, t.relname, c.relkind = 'I', i.indisvalid, i.indisready, i.indislive,
       pg_catalog.pg_get_indexdef(c.oid), w.pid, w.query, base.relname, coalesce(base.valid, false), p.names
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
LEFT JOIN LATERAL (
    SELECT a.pid, a.query FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
    WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid() AND l.relation = i.indrelid
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
      AND l.mode = 'ShareUpdateExclusiveLock' AND a.usesysid IS NOT NULL  -- autovacuum has no user
      AND (a.query ~* '\mconcurrently\M' OR a.query = '<insufficient privilege>'
           OR EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS g WHERE g.pid = a.pid))
    ORDER BY a.query_start LIMIT 1) AS w ON true
LEFT JOIN LATERAL (
    SELECT bc.relname, b.indisvalid AND b.indisready AND b.indislive AS valid
    FROM pg_catalog.pg_index AS b JOIN pg_catalog.pg_class AS bc ON bc.oid = b.indexrelid
    WHERE b.indrelid = i.indrelid AND c.relname ~ '_cc(new|old)[0-9]*$'
      AND bc.relname = pg_catalog.regexp_replace(c.relname, '_cc(new|old)[0-9]*$', '')) AS base ON true
LEFT JOIN LATERAL (
    SELECT pg_catalog.string_agg(cn.nspname || chr(30) || child.relname, chr(31) ORDER BY cn.nspname, child.relname) AS names
    FROM pg_catalog.pg_inherits AS h
    JOIN pg_catalog.pg_class AS child ON child.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS cn ON cn.oid = child.relnamespace
    WHERE c.relkind = 'I' AND h.inhparent = t.oid
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS ih
                      JOIN pg_catalog.pg_index AS part ON part.indexrelid = ih.inhrelid
                      WHERE ih.inhparent = c.oid AND part.indrelid = child.oid)) AS p ON true
WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
