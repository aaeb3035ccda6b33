-- bad: of a column
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer REFERENCES customers);
-- bad: of the table
CREATE TABLE customers (id bigserial PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, c int, FOREIGN KEY (c) REFERENCES customers (id));
-- bad: added
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int);
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
-- bad: to itself
CREATE TABLE parts (id bigint PRIMARY KEY, part_of int REFERENCES parts (id));
-- good: the same type under another name
CREATE TABLE customers (id bigserial PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);
-- good: not known
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int REFERENCES customers);
-- good: no integers
CREATE TABLE customers (code text PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer varchar(10) REFERENCES customers (code));
