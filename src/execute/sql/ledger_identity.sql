-- The mark of the chain: the project, then one row a base.
SELECT c.project, b.id FROM barqdb.chain AS c LEFT JOIN LATERAL pg_catalog.unnest(c.bases) AS b(id) ON true ORDER BY b.id
