-- Whether names of schema public mean the same for every session with an ordinary search_path; whether a cast may bring
-- a collation that is not the database's.
SELECT pg_catalog.current_schemas(false) = ARRAY['public']::pg_catalog.name[],
       EXISTS (SELECT FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
               WHERE t.typtype = 'd' AND t.typcollation NOT IN (0, 100)
                 AND n.nspname NOT IN ('pg_catalog', 'information_schema'))
