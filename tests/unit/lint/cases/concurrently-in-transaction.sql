-- bad [line=2]: create
BEGIN;
CREATE INDEX CONCURRENTLY i ON orders (a);
COMMIT;
-- bad: drop
START TRANSACTION;
DROP INDEX CONCURRENTLY i;
COMMIT;
-- bad [transaction]: by the runner
CREATE INDEX CONCURRENTLY i ON orders (a);
-- bad: goose runs files in a transaction
-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- bad: dbmate does, too
-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- migrate:down
DROP INDEX i;
-- bad: on the way back
-- migrate:up
SELECT 1;
-- migrate:down
DROP INDEX CONCURRENTLY i;
-- bad: detach
BEGIN;
ALTER TABLE events DETACH PARTITION e1 CONCURRENTLY;
COMMIT;
-- bad: reindex
BEGIN;
REINDEX TABLE CONCURRENTLY orders;
COMMIT;
-- good: alone
CREATE INDEX CONCURRENTLY i ON orders (a);
-- good: after the transaction
BEGIN;
SELECT 1;
COMMIT;
CREATE INDEX CONCURRENTLY i ON orders (a);
-- good: goose without
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- +goose Down
DROP INDEX CONCURRENTLY i;
-- good: dbmate without
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY i;
-- good [no-transaction]: whatever the comments say
-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- bad: behind COMMIT AND CHAIN
BEGIN;
COMMIT AND CHAIN;
CREATE INDEX CONCURRENTLY i ON t (a);
COMMIT;
-- good: behind ROLLBACK AND NO CHAIN
BEGIN;
ROLLBACK AND NO CHAIN;
CREATE INDEX CONCURRENTLY i ON t (a);
