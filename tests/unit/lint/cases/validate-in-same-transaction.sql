-- bad: check
BEGIN;
ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT c;
COMMIT;
-- bad [transaction]: foreign key, by the runner
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT fk;
-- bad: in one statement
ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT c;
-- good: two transactions
BEGIN;
ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
COMMIT;
BEGIN;
ALTER TABLE orders VALIDATE CONSTRAINT c;
COMMIT;
-- good: no transaction
ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT c;
-- good: another constraint
BEGIN;
ALTER TABLE orders VALIDATE CONSTRAINT other;
COMMIT;
-- bad: under the lock of an earlier statement
BEGIN;
ALTER TABLE orders ADD COLUMN x int;
ALTER TABLE orders VALIDATE CONSTRAINT old_one;
COMMIT;
