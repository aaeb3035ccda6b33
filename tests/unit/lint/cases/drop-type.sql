-- bad: plain
DROP TYPE IF EXISTS status;
-- good: create
CREATE TYPE status AS ENUM ('a');
