-- bad: plain
TRUNCATE customers CASCADE;
-- good: rows
DELETE FROM customers WHERE id = 1;
