-- bad: enum
ALTER TYPE status RENAME TO state;
-- good: create
CREATE TYPE status AS ENUM ('a', 'b');
-- good: of the same file
CREATE TYPE status AS ENUM ('a');
ALTER TYPE status RENAME TO order_status;
