-- Whether there is a ledger, and whether its chain is marked and may be read (older ledgers have no mark).
SELECT pg_catalog.to_regclass('barqdb.revision') IS NOT NULL,
       coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass('barqdb.chain'), 'SELECT'), false)
