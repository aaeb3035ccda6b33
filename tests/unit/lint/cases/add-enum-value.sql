-- bad [enable=add-enum-value]: plain
ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';
-- good [enable=add-enum-value]: of the same file
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';
-- good: off
ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';
