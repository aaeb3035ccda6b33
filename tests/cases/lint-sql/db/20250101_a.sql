-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- migrate:down
DROP INDEX i;
