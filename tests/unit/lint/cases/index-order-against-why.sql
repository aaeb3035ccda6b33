-- bad [yaml]: the order column first
revision: "1"
down_revision: null
steps:
  - create_index: {name: i, table: orders, columns: [created_at, customer_id], why: orders of one customer id by created at}
-- good [yaml]: the order column last
revision: "1"
down_revision: null
steps:
  - create_index: {name: i, table: orders, columns: [customer_id, created_at], why: orders of one customer id by created at}
-- good [yaml]: nothing to compare
revision: "1"
down_revision: null
steps:
  - create_index: {name: i, table: orders, columns: [organization_id, status], why: tenant list by status}
