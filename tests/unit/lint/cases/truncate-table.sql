-- bad: plain
TRUNCATE TABLE orders;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY);
TRUNCATE orders;
