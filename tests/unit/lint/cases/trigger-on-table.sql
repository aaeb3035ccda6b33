-- bad: create
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- bad: drop
DROP TRIGGER stamp ON sales.orders;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- bad: a rule
CREATE RULE log_it AS ON INSERT TO orders DO ALSO NOTIFY orders;
-- bad: a rule that goes
DROP RULE log_it ON orders;
-- bad: in sessions of replication as well
ALTER TABLE orders ENABLE ALWAYS TRIGGER stamp;
-- good: a rule of a new view
CREATE VIEW v AS SELECT 1 AS id;
CREATE RULE w AS ON INSERT TO v DO INSTEAD NOTHING;
