-- revision: "001"
-- down_revision: null
-- barqdb:up
CREATE TABLE t (a int);
-- barqdb:down
DROP TABLE t;
