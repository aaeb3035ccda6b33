-- bad: plain
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- good: the default only
ALTER TABLE users ALTER COLUMN email DROP DEFAULT;
-- bad: of a foreign table
ALTER FOREIGN TABLE remote_users ALTER COLUMN email DROP NOT NULL;
-- bad: of a domain
ALTER DOMAIN email DROP NOT NULL;
