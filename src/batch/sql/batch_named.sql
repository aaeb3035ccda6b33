-- The latest batch of the name, or the one of the id, $1.
SELECT id, name, kind, hash, relation, state, estimate, rejected, coalesce(backup, '') FROM barqdb.batch
WHERE name = $1::text OR id::text = $1::text
ORDER BY name = $1::text DESC, id DESC LIMIT 1
