-- bad: plain
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);
-- bad: with a new column
ALTER TABLE orders ADD COLUMN amount int CHECK (amount > 0);
-- good: not valid
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, amount int CHECK (amount > 0), CONSTRAINT c CHECK (id > 0));
