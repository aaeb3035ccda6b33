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
