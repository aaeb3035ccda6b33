-- bad: plain
ALTER SCHEMA sales RENAME TO trade;
-- good: create
CREATE SCHEMA IF NOT EXISTS trade;
