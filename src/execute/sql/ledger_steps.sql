-- Every attempt at revision $1, in the columns of ledger_read.
SELECT id, revision, direction, intent, step, object, hash, coalesce(prior::text, ''), outcome, open
FROM barqdb.step WHERE revision = $1
ORDER BY id
