-- bad: all
ALTER TABLE orders DISABLE TRIGGER ALL;
-- bad: one
ALTER TABLE orders DISABLE TRIGGER stamp;
-- bad: the whole session
SET session_replication_role = 'replica';
-- good: enable
ALTER TABLE orders ENABLE TRIGGER stamp;
-- bad: a rule
ALTER TABLE orders DISABLE RULE log_it;
-- bad: for all but replication
ALTER TABLE orders ENABLE REPLICA TRIGGER stamp;
