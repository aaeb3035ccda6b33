-- Foreign keys that point at table $1 (oid), with what they do when its rows go (confdeltype) or their keys change.
SELECT k.conname, k.conrelid::pg_catalog.regclass::text, k.confdeltype, k.confupdtype,
       EXISTS (SELECT FROM pg_catalog.pg_index AS i
               WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indkey[0] = ANY (k.conkey)),
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey))::text
FROM pg_catalog.pg_constraint AS k
WHERE k.contype = 'f' AND k.confrelid = $1::oid AND k.conparentid = 0
ORDER BY k.conname
