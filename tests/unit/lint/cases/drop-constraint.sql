-- bad: plain
ALTER TABLE orders DROP CONSTRAINT fk;
-- good: the means to an end
ALTER TABLE orders ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT c;
