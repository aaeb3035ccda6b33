-- bad: in a row
BEGIN;
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
COMMIT;
-- good: one
ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int;
-- bad: in a row without a transaction
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
-- good: a check that is validated later
ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT c;
-- good: another table in between
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE customers ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
