-- bad: nothing is found
-- barqdb:ignore drop-table: nothing has read it since release 41
SELECT 1;
-- good: for the whole file
-- barqdb:ignore-file drop-table, drop-column: the service is switched off
SELECT 1;
ALTER TABLE users DROP COLUMN a;
DROP TABLE users;
