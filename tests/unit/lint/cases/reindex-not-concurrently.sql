-- bad: a table
REINDEX TABLE orders;
-- bad: an index
REINDEX INDEX idx_a;
-- bad: a database
REINDEX DATABASE shop;
-- bad: a schema
REINDEX SCHEMA public;
-- bad: verbose is no help
REINDEX (VERBOSE) TABLE orders;
-- good: concurrently
REINDEX TABLE CONCURRENTLY orders;
-- good: in parentheses
REINDEX (CONCURRENTLY, VERBOSE) INDEX idx_a;
