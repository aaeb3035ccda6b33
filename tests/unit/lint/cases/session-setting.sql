-- bad: search_path
SET search_path = sales;
-- good: local
BEGIN;
SET LOCAL search_path = sales;
COMMIT;
-- good: timeouts
SET statement_timeout = '5s';
