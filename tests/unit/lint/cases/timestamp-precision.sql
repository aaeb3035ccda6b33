-- bad: with a zone
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(0));
-- bad: a new column
ALTER TABLE events ADD COLUMN at timestamp(0);
-- good: with fractions
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(3));
