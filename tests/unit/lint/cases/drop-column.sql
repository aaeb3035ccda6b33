-- bad: plain
ALTER TABLE users DROP COLUMN nickname;
-- bad: if exists, cascade
ALTER TABLE ONLY users DROP COLUMN IF EXISTS nickname CASCADE;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY, a text);
ALTER TABLE users DROP COLUMN a;
-- good: the default only
ALTER TABLE users ALTER COLUMN a DROP DEFAULT;
-- bad: an attribute of a composite type
ALTER TYPE address DROP ATTRIBUTE street;
-- bad: of a foreign table
ALTER FOREIGN TABLE remote_users DROP COLUMN nickname;
