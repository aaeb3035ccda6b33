-- bad: a role
ALTER ROLE app NOLOGIN;
-- bad: a user
ALTER USER app NOBYPASSRLS;
-- good: of the same file
CREATE ROLE scratch;
ALTER ROLE scratch LOGIN;
