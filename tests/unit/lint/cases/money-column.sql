-- bad: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, total money NOT NULL);
-- bad: a new column
ALTER TABLE orders ADD COLUMN total money;
-- good: numeric
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2));
