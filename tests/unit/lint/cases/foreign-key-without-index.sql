-- bad: of a new table
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
-- bad: added
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
-- good: the index follows
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
CREATE INDEX i ON orders (customer_id, id);
-- good: the primary key leads with it
CREATE TABLE lines (order_id bigint REFERENCES orders (id), line bigint, PRIMARY KEY (order_id, line));
-- good: a key that is only made immediate
ALTER TABLE orders ALTER CONSTRAINT fk_orders_customer NOT DEFERRABLE;
