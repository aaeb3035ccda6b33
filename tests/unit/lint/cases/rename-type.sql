-- bad: enum
ALTER TYPE status RENAME TO state;
-- good: create
CREATE TYPE status AS ENUM ('a', 'b');
