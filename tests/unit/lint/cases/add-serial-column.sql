-- bad: serial
ALTER TABLE orders ADD COLUMN number serial;
-- bad: identity
ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
-- good: plain
ALTER TABLE orders ADD COLUMN number bigint;
-- good: a new table
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
