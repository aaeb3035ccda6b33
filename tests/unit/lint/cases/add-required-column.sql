-- bad: plain
ALTER TABLE users ADD COLUMN email text NOT NULL;
-- good: with a default
ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';
-- good: may be null
ALTER TABLE users ADD COLUMN IF NOT EXISTS email text;
-- bad: a default of null is none
ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT NULL;
-- bad: a new table that has rows
CREATE TABLE fresh (id bigint PRIMARY KEY);
INSERT INTO fresh VALUES (1);
ALTER TABLE fresh ADD COLUMN email text NOT NULL;
-- good: a new table that is empty again
CREATE TABLE fresh (id bigint PRIMARY KEY);
INSERT INTO fresh VALUES (1);
TRUNCATE fresh;
ALTER TABLE fresh ADD COLUMN email text NOT NULL;
