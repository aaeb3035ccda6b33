-- Which operators of foreign keys can search an index: pairs of operator family and operator.
SELECT DISTINCT o.amopfamily, o.amopopr
FROM pg_catalog.pg_amop AS o
WHERE o.amoppurpose = 's'
  AND o.amopopr IN (SELECT pg_catalog.unnest(f.conpfeqop) FROM pg_catalog.pg_constraint AS f WHERE f.contype = 'f')
