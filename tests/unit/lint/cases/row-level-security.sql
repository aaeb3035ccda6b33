-- bad: off
ALTER TABLE accounts DISABLE ROW LEVEL SECURITY;
-- bad [line=2]: on, without a policy
SELECT 1;
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
-- good: with a policy behind it
BEGIN;
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON accounts USING (true);
COMMIT;
-- good: a new table
CREATE TABLE accounts (id bigint PRIMARY KEY);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
-- bad: for the owner, too
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
-- bad: no more for the owner
ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY;
-- bad [line=2]: one more policy
SELECT 1;
CREATE POLICY p ON accounts USING (true);
-- bad: another policy
ALTER POLICY p ON accounts TO app;
-- bad: one policy less
DROP POLICY IF EXISTS p ON sales.accounts;
-- good: policies of a new table
CREATE TABLE accounts (id bigint PRIMARY KEY);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON accounts USING (true);
