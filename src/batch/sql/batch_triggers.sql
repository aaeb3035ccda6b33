-- Triggers of table $1 (oid) that fire for an event of $2 (bits of tgtype: 4 insert, 8 delete, 16 update).
SELECT t.tgname, t.tgfoid::pg_catalog.regproc::text, t.tgtype & 1 = 1
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid = $1::oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND (t.tgtype & $2::integer) <> 0
ORDER BY t.tgname
