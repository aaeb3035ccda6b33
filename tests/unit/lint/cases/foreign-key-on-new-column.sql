-- bad: plain
ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);
-- bad: with a name
ALTER TABLE orders ADD COLUMN customer_id bigint CONSTRAINT fk REFERENCES customers ON DELETE SET NULL;
-- good: the column alone
ALTER TABLE orders ADD COLUMN customer_id bigint;
-- good: on a new table
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);
