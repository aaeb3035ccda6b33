-- bad: create
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- bad: drop
DROP TRIGGER stamp ON sales.orders;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
