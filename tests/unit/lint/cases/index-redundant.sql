-- bad: a prefix
CREATE INDEX CONCURRENTLY a ON orders (x, y);
CREATE INDEX CONCURRENTLY b ON orders (x);
-- good: a suffix
CREATE INDEX CONCURRENTLY a ON orders (x, y);
CREATE INDEX CONCURRENTLY b ON orders (y);
-- good: it guards
CREATE INDEX CONCURRENTLY a ON orders (x, y);
CREATE UNIQUE INDEX CONCURRENTLY b ON orders (x);
