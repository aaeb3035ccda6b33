-- bad: alter
ALTER TABLE orders ADD COLUMN a int;
-- good: for the session
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a int;
-- good: for the transaction
BEGIN;
SET LOCAL lock_timeout TO '2s';
ALTER TABLE orders ADD COLUMN a int;
COMMIT;
-- good: by function
SELECT set_config('lock_timeout', '2s', false);
ALTER TABLE orders ADD COLUMN a int;
-- good: no strong lock
CREATE INDEX CONCURRENTLY i ON orders (a);
-- bad: zero is no limit
SET lock_timeout = 0;
ALTER TABLE orders ADD COLUMN a int;
-- bad: zero in quotes
SET lock_timeout = '0ms';
ALTER TABLE orders ADD COLUMN a int;
-- bad: taken back
SET lock_timeout = '2s';
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN a int;
-- bad: afterwards
ALTER TABLE orders ADD COLUMN a int;
SET lock_timeout = '2s';
-- bad: an index built in place
CREATE INDEX i ON orders (a);
-- bad: a foreign key, on the table that it refers to as well
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES customers NOT VALID;
-- bad: a foreign key of a new table
CREATE TABLE lines (id bigint PRIMARY KEY, o bigint REFERENCES orders);
-- bad: a trigger
CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- good: validation blocks nobody
ALTER TABLE orders VALIDATE CONSTRAINT f;
-- good: a statistics target
ALTER TABLE orders ALTER COLUMN a SET STATISTICS 500;
-- bad: a trigger that goes
DROP TRIGGER stamp ON orders;
-- bad: a rule
CREATE RULE log_it AS ON INSERT TO orders DO ALSO NOTIFY orders;
-- bad: a partition that is made in place
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- good: a partition of a new table
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
