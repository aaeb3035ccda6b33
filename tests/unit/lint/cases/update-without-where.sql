-- bad: plain
UPDATE orders SET state = 'open';
-- bad: a condition that is none
UPDATE orders SET state = 'open' WHERE true;
-- good: a condition
UPDATE orders SET state = 'open' WHERE id < 1000;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, a int);
UPDATE orders SET a = 1;
