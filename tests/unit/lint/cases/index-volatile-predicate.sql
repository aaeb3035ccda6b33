-- bad: now()
CREATE INDEX CONCURRENTLY i ON orders (id) WHERE created_at > now() - interval '1 day';
-- bad: current_date
CREATE INDEX CONCURRENTLY i ON orders (id) WHERE due < CURRENT_DATE;
-- bad: an expression
CREATE INDEX CONCURRENTLY i ON orders ((random()));
-- good: a constant
CREATE INDEX CONCURRENTLY i ON orders (id) WHERE created_at > '2025-01-01';
-- good: an immutable function
CREATE INDEX CONCURRENTLY i ON orders (lower(email)) WHERE state = 'open';
-- bad: a text that depends on the session
CREATE INDEX CONCURRENTLY i ON orders (to_char(created_at, 'YYYY'));
-- bad: age of one time
CREATE INDEX CONCURRENTLY i ON orders (id) WHERE age(created_at) > interval '1 day';
-- good: age of two times
CREATE INDEX CONCURRENTLY i ON orders (age(delivered_at, created_at));
-- good: a function of one's own
CREATE INDEX CONCURRENTLY i ON orders (app.format(created_at));
-- bad: the day of an instant
ALTER TABLE orders ADD COLUMN at timestamptz;
CREATE INDEX CONCURRENTLY i ON orders ((at::date));
-- bad: the same by a function
ALTER TABLE orders ADD COLUMN at timestamptz;
CREATE INDEX CONCURRENTLY i ON orders (date_trunc('day', at));
-- good: the day in a zone that is named
ALTER TABLE orders ADD COLUMN at timestamptz;
CREATE INDEX CONCURRENTLY i ON orders (((at AT TIME ZONE 'UTC')::date));
-- good: the day of a timestamp without zone
ALTER TABLE orders ADD COLUMN n timestamp;
CREATE INDEX CONCURRENTLY i ON orders ((n::date), date_part('hour', n));
