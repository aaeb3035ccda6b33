-- bad: an update
ALTER EXTENSION postgis UPDATE;
-- bad: without one of its functions
ALTER EXTENSION postgis DROP FUNCTION f();
-- good: created
CREATE EXTENSION IF NOT EXISTS postgis;
