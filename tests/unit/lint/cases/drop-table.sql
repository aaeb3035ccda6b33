-- bad: plain
DROP TABLE users;
-- bad: several
DROP TABLE IF EXISTS a, b CASCADE;
-- good: a new table
CREATE TABLE scratch (id bigint PRIMARY KEY);
DROP TABLE scratch;
-- good: a temporary table
CREATE TEMPORARY TABLE scratch (id bigint);
DROP TABLE scratch;
-- bad: a foreign table
DROP FOREIGN TABLE remote_orders;
-- bad [yaml, line=7]: behind an empty line
revision: "1"
down_revision: null
steps:
  - sql:
      up: |

        DROP TABLE orders;
      irreversible: true
