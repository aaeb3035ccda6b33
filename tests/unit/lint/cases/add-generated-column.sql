-- bad: stored
ALTER TABLE orders ADD COLUMN total numeric GENERATED ALWAYS AS (a * b) STORED;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, a int, total int GENERATED ALWAYS AS (a * 2) STORED);
