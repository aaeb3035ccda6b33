-- bad: plain
ALTER TABLE users ADD COLUMN email text NOT NULL;
-- good: with a default
ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';
-- good: may be null
ALTER TABLE users ADD COLUMN IF NOT EXISTS email text;
