-- bad: plain
ALTER TABLE events DETACH PARTITION e1;
-- good: concurrently
ALTER TABLE events DETACH PARTITION e1 CONCURRENTLY;
-- good [pg=13]: there is no other way
ALTER TABLE events DETACH PARTITION e1;
