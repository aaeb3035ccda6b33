-- bad: plain
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- good: the default only
ALTER TABLE users ALTER COLUMN email DROP DEFAULT;
