-- bad [line=3]: two tables
BEGIN;
ALTER TABLE a ADD COLUMN x int;
ALTER TABLE b ADD COLUMN x int;
COMMIT;
-- good: two transactions
ALTER TABLE a ADD COLUMN x int;
ALTER TABLE b ADD COLUMN x int;
-- good: one of them is new
BEGIN;
CREATE TABLE a (id bigint PRIMARY KEY);
ALTER TABLE a ADD COLUMN x int;
ALTER TABLE b ADD COLUMN x int;
COMMIT;
-- good: weaker locks
BEGIN;
ALTER TABLE a VALIDATE CONSTRAINT c;
ALTER TABLE b VALIDATE CONSTRAINT d;
COMMIT;
