-- bad: update
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
UPDATE orders SET a = 1 WHERE b = 2;
COMMIT;
-- bad [transaction]: insert from a query
ALTER TABLE orders ADD COLUMN a int;
INSERT INTO orders (a) SELECT x FROM old_orders;
-- good: two transactions
ALTER TABLE orders ADD COLUMN a int;
UPDATE orders SET a = 1 WHERE b = 2;
-- good: a new table
BEGIN;
CREATE TABLE kinds (id bigint PRIMARY KEY);
INSERT INTO kinds VALUES (1), (2);
UPDATE kinds SET id = 3 WHERE id = 2;
COMMIT;
