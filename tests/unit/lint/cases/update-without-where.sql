-- bad: plain
UPDATE orders SET state = 'open';
-- bad: a condition that is none
UPDATE orders SET state = 'open' WHERE true;
-- good: a condition
UPDATE orders SET state = 'open' WHERE id < 1000;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, a int);
UPDATE orders SET a = 1;
-- bad: 1 = 1
UPDATE users SET status = 'active' WHERE 1 = 1;
-- bad: OR TRUE
UPDATE users SET status = 'active' WHERE id = 3 OR true;
-- good: 1 = 1 before conditions
UPDATE users SET status = 'active' WHERE 1 = 1 AND id = 3;
-- good: false
UPDATE users SET status = 'active' WHERE 1 = 2;
-- good: null is not true
UPDATE users SET status = 'active' WHERE NULL = NULL;
