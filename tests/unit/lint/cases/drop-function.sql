-- bad: a function
DROP FUNCTION IF EXISTS sales.order_total(bigint);
-- bad: with what depends on it
DROP FUNCTION stamp() CASCADE;
-- bad: a procedure
DROP PROCEDURE refresh_totals;
-- bad: an aggregate
DROP AGGREGATE longest(text);
-- good: made anew
DROP FUNCTION order_total(bigint);
CREATE FUNCTION order_total(bigint, text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
-- good: of the same file
CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION helper();
