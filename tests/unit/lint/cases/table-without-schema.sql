-- bad [enable=table-without-schema]: create
CREATE TABLE orders (id bigint PRIMARY KEY);
-- bad [enable=table-without-schema]: alter
ALTER TABLE orders ADD COLUMN state text;
-- bad [enable=table-without-schema]: of a query
CREATE TABLE orders AS SELECT 1 AS id;
-- good [enable=table-without-schema]: named
CREATE TABLE sales.orders (id bigint PRIMARY KEY);
ALTER TABLE sales.orders ADD COLUMN state text;
-- good [enable=table-without-schema]: temporary
CREATE TEMPORARY TABLE scratch (id bigint) ON COMMIT DROP;
ALTER TABLE scratch ADD COLUMN state text;
-- good: off
CREATE TABLE orders (id bigint PRIMARY KEY);
