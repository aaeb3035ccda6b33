-- bad: plain
DROP SCHEMA sales CASCADE;
-- good: create
CREATE SCHEMA sales;
-- good: of the same file
CREATE SCHEMA scratch;
DROP SCHEMA scratch;
