-- The applied revisions (id is NULL) and the open attempts, in one visit: most runs need nothing else.
SELECT NULL::bigint AS id, revision, checksum, file, NULL::integer, files::text, applied_at::text, NULL, NULL, stamped
FROM barqdb.revision
UNION ALL
SELECT id, revision, direction, intent, step, object, hash, coalesce(prior::text, ''), outcome, open
FROM barqdb.step WHERE open
ORDER BY id NULLS FIRST
