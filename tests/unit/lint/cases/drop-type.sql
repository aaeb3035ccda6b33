-- bad: plain
DROP TYPE IF EXISTS status;
-- good: create
CREATE TYPE status AS ENUM ('a');
-- bad: with the columns that are made of it
DROP TYPE status CASCADE;
-- bad: a domain
DROP DOMAIN IF EXISTS email;
-- bad: a cast
DROP CAST (text AS integer);
-- good: of the same file
CREATE TYPE status AS ENUM ('a');
CREATE DOMAIN email AS text;
DROP TYPE status;
DROP DOMAIN email;
