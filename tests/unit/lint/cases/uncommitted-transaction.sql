-- bad: no end
BEGIN;
SELECT 1;
-- bad: nothing but a beginning
BEGIN;
-- good: committed
BEGIN;
SELECT 1;
COMMIT;
