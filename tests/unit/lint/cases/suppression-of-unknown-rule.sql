-- bad: a typo
-- barqdb:ignore drop-tabel: nothing has read it since release 41
SELECT 1;
-- good: spelled right
DROP TABLE users; -- barqdb:ignore drop-table: nothing has read it since release 41
