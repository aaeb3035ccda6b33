-- bad [enable=new-write-restriction]: a check that is not validated
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
-- bad [enable=new-write-restriction]: a unique index
CREATE UNIQUE INDEX CONCURRENTLY idx_orders_number ON orders (number);
-- bad [enable=new-write-restriction]: at once instead of at the end
ALTER TABLE orders ALTER CONSTRAINT fk_orders_customer NOT DEFERRABLE;
-- bad [enable=new-write-restriction]: a domain
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
-- good [enable=new-write-restriction]: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, number bigint);
CREATE UNIQUE INDEX idx_orders_number ON orders (number);
-- good [enable=new-write-restriction]: an index that is not unique
CREATE INDEX CONCURRENTLY idx_orders_amount ON orders (amount);
