-- bad [enable=integer-column]: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int);
-- bad [enable=integer-column]: a new column
ALTER TABLE orders ADD COLUMN n smallint;
-- bad [enable=integer-column]: another type
ALTER TABLE orders ALTER COLUMN n TYPE integer;
-- good [enable=integer-column]: bigint
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int8);
-- good: off
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int);
