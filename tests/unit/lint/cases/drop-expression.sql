-- bad: plain
ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint GENERATED ALWAYS AS (id * 2) STORED);
ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION;
