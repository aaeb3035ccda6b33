-- The unfinished batches on the table $1 (quoted) that have changed rows or have a runner, the latest first.
SELECT b.id, b.name, b.kind, b.hash, b.relation, b.state, b.estimate, b.rejected, coalesce(b.backup, ''),
       pg_catalog.json_build_object('key', b.key_columns, 'arguments', b.arguments, 'assigned', b.assigned)
FROM barqdb.batch AS b
WHERE b.relation = $1::text AND b.state NOT IN ('done', 'cancelled')
  AND (EXISTS (SELECT FROM barqdb.batch_lane AS l WHERE l.batch = b.id AND l.rows > 0)
       OR EXISTS (SELECT FROM pg_catalog.pg_locks AS k
                  WHERE k.locktype = 'advisory' AND k.granted AND k.classid = 1650553202 AND k.objid = b.id::oid
                    AND k.objsubid = 2
                    AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d
                                      WHERE d.datname = pg_catalog.current_database())))
ORDER BY b.id DESC
