-- bad: plain
DELETE FROM orders;
-- good: a condition
DELETE FROM orders WHERE id = 1;
