-- The folder on the server in which an index in tablespace $1 ('' is the default one) will lie; NULL where this role may not
-- know.
SELECT coalesce(nullif(pg_catalog.pg_tablespace_location(t.oid), ''),
                (SELECT s.setting FROM pg_catalog.pg_settings AS s WHERE s.name = 'data_directory'))
FROM pg_catalog.pg_tablespace AS t
WHERE t.spcname = coalesce(nullif($1, ''), nullif(pg_catalog.current_setting('default_tablespace'), ''),
                           (SELECT d.spcname FROM pg_catalog.pg_database AS b JOIN pg_catalog.pg_tablespace AS d
                            ON d.oid = b.dattablespace WHERE b.datname = pg_catalog.current_database()))
