-- bad: two names
CREATE INDEX CONCURRENTLY a ON orders (x, lower(y)) WHERE z IS NULL;
CREATE INDEX CONCURRENTLY b ON orders (x, lower( y )) WHERE z is null;
-- bad: beside the primary key
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE INDEX i ON orders (id);
-- bad: beside a unique column
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
CREATE UNIQUE INDEX i ON users (email);
-- good: another order
CREATE INDEX CONCURRENTLY a ON orders (x, y);
CREATE INDEX CONCURRENTLY b ON orders (x, y DESC);
-- good: another method
CREATE INDEX CONCURRENTLY a ON orders (x);
CREATE INDEX CONCURRENTLY b ON orders USING hash (x);
-- good: the first was dropped
CREATE INDEX CONCURRENTLY a ON orders (x);
DROP INDEX CONCURRENTLY a;
CREATE INDEX CONCURRENTLY b ON orders (x);
-- good: another condition
CREATE INDEX CONCURRENTLY a ON orders (x) WHERE y = 1;
CREATE INDEX CONCURRENTLY b ON orders (x) WHERE y = 2;
-- good: the second guards
CREATE INDEX CONCURRENTLY a ON orders (x);
CREATE UNIQUE INDEX CONCURRENTLY b ON orders (x);
