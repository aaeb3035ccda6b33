-- bad: plain
CREATE INDEX idx_orders_customer ON orders (customer_id);
-- bad: unique, qualified and quoted
CREATE UNIQUE INDEX IF NOT EXISTS "Idx" ON "Sales"."Orders" (id);
-- bad: without a name, on a table that another file has made
CREATE INDEX ON orders USING gin (tags);
-- bad [line=3]: the second statement
SELECT 1;

CREATE INDEX i ON orders (a);
-- bad: the table that was renamed is not the new one
ALTER INDEX x RENAME TO y;
CREATE TABLE fresh (id bigint);
CREATE INDEX i ON orders (id);
-- good: concurrently
CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);
-- good: with IF NOT EXISTS
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_a ON public.orders (a) WHERE a IS NOT NULL;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX idx_orders_customer ON orders (customer_id);
-- good: a new table in a transaction, qualified in one place
BEGIN;
CREATE TABLE public.orders (id bigint PRIMARY KEY, a bigint);
CREATE INDEX i ON orders (a);
COMMIT;
-- good: a new table, quoted and renamed
CREATE TABLE "Orders" (id bigint PRIMARY KEY, a bigint);
ALTER TABLE "Orders" RENAME TO orders2;
CREATE INDEX i ON orders2 (a);
-- good: a temporary table
CREATE TEMP TABLE t (a int);
CREATE INDEX i ON t (a);
-- good: made from a query, and a materialized view
CREATE TABLE copy AS SELECT 1 AS a;
CREATE INDEX i ON copy (a);
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS a;
CREATE UNIQUE INDEX j ON mv (a);
-- good: the parent only
CREATE INDEX i ON ONLY events (at);
-- good [chain]: a table of the same revision
-- revision: "1"
-- down_revision: null
-- barqdb:up
CREATE TABLE t (id bigint PRIMARY KEY, a bigint);
CREATE INDEX i ON t (a);
-- barqdb:down
DROP TABLE t;
-- bad: on a table whose creation was rolled back
BEGIN;
CREATE TABLE q (id bigint PRIMARY KEY);
ROLLBACK;
CREATE INDEX i ON q (a);
-- bad: to a savepoint
BEGIN;
SAVEPOINT a;
CREATE TABLE q (id bigint PRIMARY KEY);
ROLLBACK TO SAVEPOINT a;
CREATE INDEX i ON q (a);
COMMIT;
-- good: what stood before the savepoint stays
BEGIN;
CREATE TABLE q (id bigint PRIMARY KEY, a int);
SAVEPOINT a;
INSERT INTO q VALUES (1, 2);
ROLLBACK TO SAVEPOINT a;
CREATE INDEX i ON q (a);
COMMIT;
