-- bad [enable=set-default]: of a table
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';
-- bad [enable=set-default]: of a domain
ALTER DOMAIN state SET DEFAULT 'open';
-- good [enable=set-default]: dropped
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
-- good: off
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';
