-- bad: in a row
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
COMMIT;
-- good: one
ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int;
