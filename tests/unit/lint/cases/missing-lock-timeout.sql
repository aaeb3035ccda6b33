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
