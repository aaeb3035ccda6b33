-- bad: none
CREATE TABLE events (kind text, payload jsonb);
-- bad: a unique key only
CREATE TABLE events (id bigint UNIQUE);
-- good: of a column
CREATE TABLE events (id bigint PRIMARY KEY);
-- good: of the table
CREATE TABLE lines (a bigint, b bigint, PRIMARY KEY (a, b));
-- good: behind it
CREATE TABLE events (id bigint);
ALTER TABLE ONLY events ADD CONSTRAINT events_pkey PRIMARY KEY (id);
-- good: temporary
CREATE TEMPORARY TABLE scratch (id bigint);
-- good: like another one
CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
