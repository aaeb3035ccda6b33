-- revision: "001"
-- down_revision: null
-- description: orders
-- barqdb:ignore-file integer-primary-key: kept as the legacy import expects it
-- barqdb:up
CREATE TABLE orders (id integer PRIMARY KEY, customer_id bigint, note varchar(20));
CREATE INDEX idx_orders_customer ON orders (customer_id);
-- barqdb:down
DROP TABLE orders;
