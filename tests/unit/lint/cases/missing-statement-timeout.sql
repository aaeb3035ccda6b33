-- bad [enable=missing-statement-timeout]: none
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
-- bad [enable=missing-statement-timeout]: too late
ALTER TABLE orders ADD COLUMN state text;
SET statement_timeout = '5s';
-- good [enable=missing-statement-timeout]: set
SET lock_timeout = '2s';
SET statement_timeout = '5s';
ALTER TABLE orders ADD COLUMN state text;
-- good: off
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
