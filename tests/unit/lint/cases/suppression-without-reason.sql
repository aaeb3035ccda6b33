-- bad: none
-- barqdb:ignore drop-table
DROP TABLE users;
-- good: one
-- barqdb:ignore drop-table: nothing has read it since release 41
DROP TABLE users;
