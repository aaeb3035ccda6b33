-- bad [yaml]: none
revision: "1"
down_revision: null
steps:
  - sql: {up: "CREATE TABLE t (id bigint)"}
-- good [yaml]: there is one
revision: "1"
down_revision: null
steps:
  - sql: {up: "CREATE TABLE t (id bigint)", down: "DROP TABLE t"}
-- good [yaml]: there is no way back
revision: "1"
down_revision: null
steps:
  - sql: {up: "VACUUM t", irreversible: true, transaction: false}
