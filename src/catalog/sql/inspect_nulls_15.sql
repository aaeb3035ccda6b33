-- Unique indexes that take NULLs for equal: from PostgreSQL 15 on.
SELECT i.indexrelid FROM pg_catalog.pg_index AS i WHERE i.indnullsnotdistinct
