-- bad: uuid
CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz);
CREATE INDEX i ON events USING brin (id);
-- good: a time
CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz);
CREATE INDEX i ON events USING brin (at);
