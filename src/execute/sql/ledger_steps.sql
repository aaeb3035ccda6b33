-- Every attempt at the revisions in $1 (text[]); with NULL: the open ones of all revisions.
SELECT id, revision, direction, step, intent, object, hash, coalesce(prior::text, ''), outcome, open
FROM barqdb.step WHERE revision = ANY ($1::text[]) OR ($1::text[] IS NULL AND open)
ORDER BY id
