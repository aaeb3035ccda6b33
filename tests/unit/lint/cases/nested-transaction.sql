-- bad: twice
BEGIN;
BEGIN;
COMMIT;
-- bad: no beginning
COMMIT;
-- bad [transaction]: the runner's own
SELECT 1;
COMMIT;
-- good: one after the other
BEGIN;
COMMIT;
BEGIN;
ROLLBACK;
