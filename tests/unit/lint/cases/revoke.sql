-- bad: of a table
REVOKE SELECT, UPDATE ON sales.orders FROM app;
-- bad: of all tables
REVOKE ALL ON ALL TABLES IN SCHEMA sales FROM app;
-- bad: a membership
REVOKE readers FROM app;
-- bad: of what is made later
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM app;
-- bad: from everybody
REVOKE ALL ON FUNCTION order_total(bigint) FROM PUBLIC;
-- good: granted
GRANT SELECT ON orders TO app;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app;
-- good: of what the file has made
CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION helper() FROM PUBLIC;
CREATE TABLE notes (id bigint PRIMARY KEY);
REVOKE ALL ON notes FROM app;
