-- bad: plain
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- bad: the check is not validated
ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- bad: a check of another column
ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT c;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- bad [pg=11]: before 12 the check is no help
ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT c;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- good: by a validated check
ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL AND email <> '') NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT c;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT c;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
