-- bad [chain]: a table stays
-- revision: "1"
-- down_revision: null
-- barqdb:up
CREATE TABLE a (id bigint);
CREATE TABLE b (id bigint);
-- barqdb:down
DROP TABLE a;
-- bad [chain]: a column stays
-- revision: "1"
-- down_revision: null
-- barqdb:up
ALTER TABLE a ADD COLUMN x int, ADD COLUMN y int;
-- barqdb:down
ALTER TABLE a DROP COLUMN x;
-- good [chain]: all of it
-- revision: "1"
-- down_revision: null
-- barqdb:up
CREATE TABLE a (id bigint);
ALTER TABLE b ADD COLUMN x int;
-- barqdb:down
ALTER TABLE b DROP COLUMN x;
DROP TABLE a;
