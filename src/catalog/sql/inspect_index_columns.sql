-- What the columns of indexes have of their own: parameters of the operator class, a statistics target, the type of an
-- expression. $1: oids of indexes.
SELECT a.attrelid, a.attnum, pg_catalog.array_to_string(a.attoptions, chr(31)), coalesce(a.attstattarget, -1),
       a.atttypid, t.typtype, t.typcategory
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE i.indexrelid = ANY ($1::pg_catalog.oid[])
  AND (a.attoptions IS NOT NULL OR a.attstattarget >= 0 OR i.indkey[a.attnum - 1] = 0)
