-- bad: of a database
ALTER DATABASE shop SET search_path TO sales, public;
-- bad: of a role
ALTER ROLE app RESET search_path;
-- bad: of the server
ALTER SYSTEM SET timezone = 'UTC';
-- good: of this session
SET statement_timeout = '5s';
