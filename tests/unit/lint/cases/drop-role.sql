-- bad: a role
DROP ROLE app;
-- bad: a user
DROP USER IF EXISTS app;
-- good: of the same file
CREATE ROLE scratch;
DROP ROLE scratch;
