-- bad [pg=10]: a constant
ALTER TABLE orders ADD COLUMN a integer DEFAULT 10;
-- good [pg=10]: none
ALTER TABLE orders ADD COLUMN a integer;
-- good [pg=11]: a later server
ALTER TABLE orders ADD COLUMN a integer DEFAULT 10;
