-- bad: plain
DROP INDEX idx_orders_customer;
-- bad: several
DROP INDEX IF EXISTS a, public.b CASCADE;
-- good: concurrently
DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
-- good: of a new table
CREATE TABLE orders (id bigint PRIMARY KEY, a bigint);
CREATE INDEX i ON orders (a);
DROP INDEX i;
-- bad: built by the same file on a table in use
CREATE INDEX CONCURRENTLY tmp_i ON orders (a);
DROP INDEX tmp_i;
