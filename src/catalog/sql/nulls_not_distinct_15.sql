-- Unique indexes that take two NULLs for equal: PostgreSQL 15 and later know such.
SELECT x.indexrelid FROM pg_catalog.pg_index AS x WHERE x.indnullsnotdistinct
