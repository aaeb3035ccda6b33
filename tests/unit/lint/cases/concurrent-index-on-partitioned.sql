-- bad: the parent
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY i ON events (at);
-- good: an ordinary table
CREATE INDEX CONCURRENTLY i ON events (at);
-- good: a partition
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY i ON events_2025 (at);
