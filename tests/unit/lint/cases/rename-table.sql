-- bad: plain
ALTER TABLE users RENAME TO accounts;
-- bad: a view
ALTER VIEW active RENAME TO busy;
-- good: a new table
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users RENAME TO accounts;
-- good: a view of the old name in the same transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
-- bad: a view of the old name, but later
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
-- bad: a view of the old name in the next transaction
BEGIN;
ALTER TABLE users RENAME TO accounts;
COMMIT;
BEGIN;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
-- bad [line=2]: a view of another name
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW people AS SELECT * FROM accounts;
COMMIT;
