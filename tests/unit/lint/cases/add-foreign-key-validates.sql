-- bad: plain
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);
-- bad: without a name, among others
ALTER TABLE orders ADD COLUMN note text, ADD FOREIGN KEY (a, b) REFERENCES x (a, b) ON DELETE CASCADE;
-- good: not valid
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
-- good: validated later
ALTER TABLE orders VALIDATE CONSTRAINT fk;
-- good: on a new table
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);
-- good: inside CREATE TABLE
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
