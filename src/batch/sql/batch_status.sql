-- Every batch with its lanes summed up, the newest first; `at_work`: a runner holds its lock.
SELECT b.id, b.name, b.kind, b.relation, b.state, coalesce(l.rows, 0), b.estimate, b.rejected, coalesce(l.chunks, 0),
       coalesce(l.lanes, 0), coalesce(l.lanes_done, 0), b.rows_second, b.lag_ms, coalesce(b.waits_for, ''),
       coalesce(b.error, ''), b.started_by, b.started_at::text, b.updated_at::text, coalesce(b.finished_at::text, ''),
       EXISTS (SELECT FROM pg_catalog.pg_locks AS k
               WHERE k.locktype = 'advisory' AND k.granted AND k.classid = 1650553202 AND k.objid = b.id::oid
                 AND k.objsubid = 2
                 AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d
                                   WHERE d.datname = pg_catalog.current_database())) AS at_work,
       coalesce(b.backup, ''), b.pool ->> 'size', b.pool ->> 'max_overflow', b.pool ->> 'checked_out', b.pool ->> 'idle',
       b.pool ->> 'opened', b.pool ->> 'waits', b.pool ->> 'timeouts', b.pool ->> 'recycled', b.pool ->> 'broken',
       b.statement, pg_catalog.array_to_string(b.key_columns, ', ')
FROM barqdb.batch AS b
LEFT JOIN LATERAL (SELECT sum(a.rows)::bigint AS rows, sum(a.chunks)::bigint AS chunks, count(*) AS lanes,
                          count(*) FILTER (WHERE a.done) AS lanes_done
                   FROM barqdb.batch_lane AS a WHERE a.batch = b.id) AS l ON true
WHERE $1::text = '' OR b.name = $1::text OR b.id::text = $1::text
ORDER BY b.id DESC
LIMIT 200
