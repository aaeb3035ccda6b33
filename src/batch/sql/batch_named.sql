-- The latest batch of the name, or the one of the id, $1.
SELECT id, name, kind, hash, relation, state, estimate, rejected, coalesce(backup, ''),
       pg_catalog.json_build_object('key', key_columns, 'arguments', arguments, 'assigned', assigned)
FROM barqdb.batch
WHERE name = $1::text OR id::text = $1::text
ORDER BY name = $1::text DESC, id DESC LIMIT 1
