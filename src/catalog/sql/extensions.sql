-- Extensions that could be created here, and those that are.
SELECT a.name, a.installed_version IS NOT NULL FROM pg_catalog.pg_available_extensions AS a
