-- Whether names of schema public mean the same for every session with an ordinary search_path.
SELECT pg_catalog.current_schemas(false) = ARRAY['public']::pg_catalog.name[]
