-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY i;
