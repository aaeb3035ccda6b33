-- bad: plain
ALTER TABLE users ADD CONSTRAINT u UNIQUE (email);
-- bad: with a new column
ALTER TABLE users ADD COLUMN email text UNIQUE;
-- good: of an index
ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX u;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE users ADD CONSTRAINT u UNIQUE (email);
