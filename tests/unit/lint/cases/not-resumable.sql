-- bad [yaml]: two statements without a transaction
revision: "1"
down_revision: null
steps:
  - sql: {up: "INSERT INTO log VALUES (1); VACUUM orders", irreversible: true, transaction: false}
-- good [yaml]: each can be repeated
revision: "1"
down_revision: null
steps:
  - sql: {up: "CREATE TABLE IF NOT EXISTS t (id bigint); VACUUM orders", irreversible: true, transaction: false}
-- good [yaml]: one statement
revision: "1"
down_revision: null
steps:
  - sql: {up: "INSERT INTO log VALUES (1)", irreversible: true, transaction: false}
-- bad: in a file without a transaction
ALTER TABLE t ADD COLUMN a int;
CREATE INDEX CONCURRENTLY i ON t (a);
-- good: in a transaction
BEGIN;
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE t ALTER COLUMN a SET DEFAULT 1;
COMMIT;
-- good: a file of one statement
ALTER TABLE t ADD COLUMN a int;
-- good: the last statement of a file
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;
DROP INDEX CONCURRENTLY i;
-- good: a concurrent build is better not hidden behind IF NOT EXISTS
CREATE INDEX CONCURRENTLY i ON t (a);
CREATE INDEX CONCURRENTLY j ON t (b);
