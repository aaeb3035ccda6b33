-- bad: one more
ALTER TYPE address ADD ATTRIBUTE street text;
-- bad: another type
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(80);
-- good: of the same file
CREATE TYPE address AS (city text);
ALTER TYPE address ADD ATTRIBUTE street text;
