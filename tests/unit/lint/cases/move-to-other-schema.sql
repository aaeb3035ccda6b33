-- bad: plain
ALTER TABLE users SET SCHEMA archive;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users SET SCHEMA archive;
