-- bad: plain
ALTER TYPE status RENAME VALUE 'a' TO 'b';
-- good: add
ALTER TYPE status ADD VALUE IF NOT EXISTS 'b' AFTER 'a';
