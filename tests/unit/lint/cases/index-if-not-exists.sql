-- bad: concurrently
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);
-- good: without
CREATE INDEX CONCURRENTLY i ON orders (a);
-- good: on a new table
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, a bigint);
CREATE INDEX IF NOT EXISTS i ON orders (a);
