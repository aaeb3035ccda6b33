-- revision: "002"
-- down_revision: "001"
-- description: what not to do
-- barqdb:up
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
ALTER TABLE orders
  ALTER COLUMN customer_id SET NOT NULL;
-- barqdb:ignore create-index-not-concurrently: announced window on Sunday
CREATE INDEX idx_orders_note ON orders (note);
-- barqdb:ignore drop-column
ALTER TABLE orders DROP COLUMN note;
-- barqdb:down
ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL;
ALTER TABLE orders ADD COLUMN note varchar(20);
