-- Which of the names $1 (quoted, text[]) belong to a relation.
SELECT w.name FROM pg_catalog.unnest($1::text[]) AS w(name) WHERE pg_catalog.to_regclass(w.name) IS NOT NULL
