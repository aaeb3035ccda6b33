-- The database's own tablespace, and whether the session would build elsewhere what names none.
SELECT t.spcname, pg_catalog.current_setting('default_tablespace') <> ''
FROM pg_catalog.pg_database AS d
JOIN pg_catalog.pg_tablespace AS t ON t.oid = d.dattablespace
WHERE d.datname = pg_catalog.current_database()
