-- bad: plain
DROP SCHEMA sales CASCADE;
-- good: create
CREATE SCHEMA sales;
