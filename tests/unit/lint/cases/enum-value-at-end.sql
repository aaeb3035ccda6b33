-- bad: plain
ALTER TYPE mood ADD VALUE 'fine';
-- bad: unless it is there
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine';
-- good: with a place
ALTER TYPE mood ADD VALUE 'fine' AFTER 'sad';
-- good: a label that is renamed is another rule's
CREATE TYPE mood AS ENUM ('sad');
