-- bad: update
BEGIN;
ALTER TYPE status ADD VALUE 'closed';
UPDATE orders SET state = 'closed' WHERE id = 1;
COMMIT;
-- bad [transaction]: a default
ALTER TYPE status ADD VALUE 'closed';
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'closed';
-- good: two transactions
BEGIN;
ALTER TYPE status ADD VALUE 'closed';
COMMIT;
UPDATE orders SET state = 'closed' WHERE id = 1;
-- good: a type of the same transaction
BEGIN;
CREATE TYPE status AS ENUM ('open');
ALTER TYPE status ADD VALUE 'closed';
SELECT 'closed'::status;
COMMIT;
