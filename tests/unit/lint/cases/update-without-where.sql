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
-- bad: in a WITH
WITH changed AS (UPDATE users SET active = true RETURNING id) SELECT count(*) FROM changed;
-- bad: in the WITH of an INSERT
WITH changed AS (UPDATE users SET active = true RETURNING id) INSERT INTO log SELECT id FROM changed;
-- good: some rows in a WITH
WITH changed AS (UPDATE users SET active = true WHERE id < 10 RETURNING id) SELECT count(*) FROM changed;
-- good: what a function will do
CREATE FUNCTION touch() RETURNS void LANGUAGE sql BEGIN ATOMIC UPDATE users SET active = true; END;
