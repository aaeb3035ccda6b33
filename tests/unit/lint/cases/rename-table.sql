-- bad: plain
ALTER TABLE users RENAME TO accounts;
-- bad: a view
ALTER VIEW active RENAME TO busy;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users RENAME TO accounts;
