-- Of the indexes named in $1 (quoted, text[]), those that are missing or not valid.
SELECT w.name FROM pg_catalog.unnest($1::text[]) AS w(name)
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = pg_catalog.to_regclass(w.name)
WHERE i.indexrelid IS NULL OR NOT (i.indisvalid AND i.indisready AND i.indislive)
