-- bad: a count behind an ALTER TABLE
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
SELECT count(*) FROM customers;
COMMIT;
-- bad: behind a trigger, which keeps writers out
BEGIN;
CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
SELECT count(*) FROM orders;
COMMIT;
-- bad: a table of a query
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
CREATE TABLE sums AS SELECT customer, sum(price) FROM orders GROUP BY 1;
COMMIT;
-- good: before
BEGIN;
SELECT count(*) FROM customers;
ALTER TABLE orders ADD COLUMN a int;
COMMIT;
-- good: without a transaction
ALTER TABLE orders ADD COLUMN a int;
SELECT count(*) FROM customers;
-- good: a setting, and the catalogs
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
SELECT set_config('search_path', '', false);
SELECT count(*) FROM pg_catalog.pg_class;
COMMIT;
-- good: behind a new table
BEGIN;
CREATE TABLE sums (id bigint PRIMARY KEY);
SELECT count(*) FROM customers;
COMMIT;
