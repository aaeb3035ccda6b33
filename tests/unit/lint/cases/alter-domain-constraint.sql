-- bad: check
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE LIKE '%@%');
-- bad: not null
ALTER DOMAIN email SET NOT NULL;
-- good: not valid
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE LIKE '%@%') NOT VALID;
-- good: drop
ALTER DOMAIN email DROP CONSTRAINT c;
