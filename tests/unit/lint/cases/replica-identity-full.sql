-- bad: full
ALTER TABLE events REPLICA IDENTITY FULL;
-- good: the primary key
ALTER TABLE events REPLICA IDENTITY DEFAULT;
-- good: an index
ALTER TABLE events REPLICA IDENTITY USING INDEX events_key;
