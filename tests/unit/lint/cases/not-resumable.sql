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
