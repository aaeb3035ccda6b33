-- bad: plain
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
-- bad: of a column that the same file has added NOT NULL
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'open';
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
-- bad: of a view
ALTER VIEW open_orders ALTER COLUMN state DROP DEFAULT;
-- bad: of a domain
ALTER DOMAIN state DROP DEFAULT;
-- good: another one takes its place
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'new';
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, state text DEFAULT 'open');
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
