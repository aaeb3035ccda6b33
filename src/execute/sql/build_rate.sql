-- How fast the last concurrent builds went: how many, and bytes of their tables by second. A table's present size stands
-- for the one that it had then.
WITH built AS (
    SELECT id, object, extract(epoch FROM finished_at - started_at) AS seconds FROM barqdb.step
    WHERE intent = 'create_index' AND outcome = 'done' AND sql LIKE 'CREATE%CONCURRENTLY%' AND finished_at > started_at
    ORDER BY id DESC LIMIT 200)
SELECT count(*), coalesce(sum(r.bytes) / nullif(sum(r.seconds), 0), 0)::float8
FROM (SELECT pg_catalog.pg_relation_size(i.indrelid) AS bytes, b.seconds
      FROM built AS b
      CROSS JOIN pg_catalog.pg_namespace AS n
      JOIN pg_catalog.pg_class AS c
        ON c.relnamespace = n.oid AND c.relname = substr(b.object, length(n.nspname) + 2)
      JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid AND i.indisvalid
      WHERE b.object = n.nspname || '.' || c.relname) AS r
WHERE r.bytes >= 1048576
