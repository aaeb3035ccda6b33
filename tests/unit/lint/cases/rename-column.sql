-- bad: plain
ALTER TABLE users RENAME COLUMN name TO full_name;
-- bad: without the word
ALTER TABLE users RENAME name TO full_name;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users RENAME COLUMN name TO full_name;
-- good: an index or a constraint
ALTER INDEX a RENAME TO b;
ALTER TABLE users RENAME CONSTRAINT a TO b;
