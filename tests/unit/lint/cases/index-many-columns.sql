-- bad: five
CREATE INDEX CONCURRENTLY i ON orders (a, b, c, d, e);
-- good: included
CREATE INDEX CONCURRENTLY i ON orders (a, b) INCLUDE (c, d, e);
-- good: unique ones say what must be unique
CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a, b, c, d, e);
-- bad: four
CREATE INDEX CONCURRENTLY i ON orders (a, b, c, d);
