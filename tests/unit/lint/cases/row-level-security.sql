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
