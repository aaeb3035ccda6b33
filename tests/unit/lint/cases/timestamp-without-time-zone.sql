-- bad: plain
CREATE TABLE events (id bigint PRIMARY KEY, at timestamp);
-- bad: spelled out
ALTER TABLE events ADD COLUMN at timestamp(3) without time zone;
-- good: timestamptz
CREATE TABLE events (id bigint PRIMARY KEY, at timestamp with time zone, b timestamptz);
-- bad: by a change of type
CREATE TABLE t (id bigint PRIMARY KEY, a text);
ALTER TABLE t ALTER COLUMN a TYPE timestamp USING a::timestamp;
