-- The latest batch of the name $1, or when that is empty of the hash $2: there may be a later one of another name, and
-- one that is not ended is what the same command goes on with.
SELECT id, name, kind, hash, relation, state, estimate, rejected, coalesce(backup, ''),
       pg_catalog.json_build_object('key', key_columns, 'arguments', arguments, 'assigned', assigned)
FROM barqdb.batch
WHERE CASE WHEN $1::text <> '' THEN name = $1::text ELSE hash = $2::text END
ORDER BY $1::text = '' AND state IN ('done', 'cancelled'), id DESC LIMIT 1
