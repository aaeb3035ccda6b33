-- bad: plain
ALTER TABLE users SET SCHEMA archive;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET SCHEMA archive;
-- bad: a function
ALTER FUNCTION order_total(bigint) SET SCHEMA archive;
-- bad: a type
ALTER TYPE sales.status SET SCHEMA archive;
-- bad: a domain
ALTER DOMAIN email SET SCHEMA archive;
-- good: a new function
CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION helper() SET SCHEMA archive;
-- bad: an extension
ALTER EXTENSION pg_trgm SET SCHEMA extensions;
