-- bad: plain
DROP SEQUENCE order_numbers;
-- bad: with the defaults
DROP SEQUENCE IF EXISTS sales.order_numbers CASCADE;
-- good: of the same file
CREATE SEQUENCE scratch;
DROP SEQUENCE scratch;
