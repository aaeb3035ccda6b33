-- bad: a function
ALTER FUNCTION order_total(bigint) RENAME TO total_of_order;
-- bad: a procedure
ALTER PROCEDURE refresh() RENAME TO refresh_all;
-- good: of the same file
CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION helper() RENAME TO helped;
