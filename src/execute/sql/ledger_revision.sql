-- What the ledger knows of the application of revision $1.
SELECT applied_at::text, applied_by, duration_ms, stamped
FROM barqdb.revision WHERE revision = $1
