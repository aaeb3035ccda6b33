-- bad: two indexes
CREATE TABLE orders (a bigint, b bigint);
CREATE INDEX idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed_a ON orders (a);
CREATE INDEX idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed_b ON orders (b);
-- good: short ones
CREATE TABLE orders (a bigint, b bigint);
CREATE INDEX idx_orders_a ON orders (a);
CREATE INDEX idx_orders_b ON orders (b);
