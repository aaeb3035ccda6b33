-- bad [enable=replace-in-place]: a view
CREATE OR REPLACE VIEW active_users AS SELECT 1 AS id;
-- bad [enable=replace-in-place]: a function
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- bad [enable=replace-in-place]: a trigger
CREATE OR REPLACE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- bad [enable=replace-in-place]: options of a function
ALTER FUNCTION f() SECURITY DEFINER;
-- bad [enable=replace-in-place]: options of a view
ALTER VIEW v SET (security_barrier = true);
-- good [enable=replace-in-place]: a new view
CREATE VIEW active_users AS SELECT 1 AS id;
-- good: off
CREATE OR REPLACE VIEW active_users AS SELECT 1 AS id;
