-- bad: check
CREATE DOMAIN price AS numeric(15, 5) CHECK (VALUE > 0);
-- good: none
CREATE DOMAIN price AS numeric(15, 5);
