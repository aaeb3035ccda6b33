-- Domains with the type below them, then pairs of types of which the first is taken for the second without a function.
SELECT 'domain', d.oid, b.oid, b.typtype, b.typcategory
FROM pg_catalog.pg_type AS d JOIN pg_catalog.pg_type AS b ON b.oid = d.typbasetype
WHERE d.typtype = 'd'
UNION ALL
SELECT 'cast', c.castsource, c.casttarget, NULL, NULL
FROM pg_catalog.pg_cast AS c
WHERE c.castmethod = 'b' AND c.castcontext = 'i'
