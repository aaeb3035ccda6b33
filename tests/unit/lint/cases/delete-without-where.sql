-- bad: plain
DELETE FROM orders;
-- good: a condition
DELETE FROM orders WHERE id = 1;
-- bad: NOT FALSE
DELETE FROM audit_log WHERE NOT FALSE;
-- bad: NULL IS NULL
DELETE FROM audit_log WHERE NULL IS NULL;
-- good: never true
DELETE FROM audit_log WHERE NULL IS NOT NULL;
-- bad: moved to another table
WITH gone AS (DELETE FROM orders RETURNING *) INSERT INTO archive SELECT * FROM gone;
-- good: some rows moved to another table
WITH gone AS (DELETE FROM orders WHERE id < 1000 RETURNING *) INSERT INTO archive SELECT * FROM gone;
