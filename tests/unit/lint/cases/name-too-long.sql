-- bad: index
CREATE INDEX CONCURRENTLY idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed ON orders (a);
-- bad: quoted column
ALTER TABLE orders ADD COLUMN "A column whose name is longer than PostgreSQL keeps, by some bytes" int;
-- good: in a comment or text
CREATE TABLE orders (id bigint PRIMARY KEY, a text DEFAULT 'idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed' /* idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed */);
-- bad: dropped under the whole name
DROP TABLE totals_of_all_orders_by_customer_and_by_the_day_on_which_they_were_changed;
