-- How far this server is from a wraparound of transaction ids, and its worst database: rows of database, transactions, multixacts.
SELECT d.datname, pg_catalog.age(d.datfrozenxid)::bigint, pg_catalog.mxid_age(d.datminmxid)::bigint
FROM pg_catalog.pg_database AS d
ORDER BY greatest(pg_catalog.age(d.datfrozenxid), pg_catalog.mxid_age(d.datminmxid)) DESC, d.datname
LIMIT 1
