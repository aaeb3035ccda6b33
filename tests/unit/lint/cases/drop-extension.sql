-- bad: with all that depends on it
DROP EXTENSION hstore CASCADE;
-- bad: alone
DROP EXTENSION IF EXISTS hstore;
-- good: another version
ALTER EXTENSION hstore UPDATE;
