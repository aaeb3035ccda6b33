-- bad: set
UPDATE orders SET state = 'open', amount = 1, state = 'closed' WHERE id = 1;
-- bad: set in a row
UPDATE orders SET (state, amount) = ('open', 1), amount = 2 WHERE id = 1;
-- bad: inserted
INSERT INTO orders (id, id) VALUES (1, 2);
-- bad: on conflict
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET state = 'a', state = 'b';
-- bad: merged
MERGE INTO orders o USING news n ON o.id = n.id WHEN MATCHED THEN UPDATE SET state = 'a', state = 'b';
-- bad: inside of WITH
WITH x AS (UPDATE orders SET state = 'a', state = 'b' WHERE id = 1 RETURNING id) SELECT count(*) FROM x;
-- bad: the whole and a part
UPDATE orders SET place = NULL, place.city = 'x' WHERE id = 1;
-- bad: a table
CREATE TABLE orders (id bigint PRIMARY KEY, state text, state int);
-- bad: a view
CREATE VIEW v AS SELECT 1 AS a, 2 AS a;
-- bad: a view of constants
CREATE VIEW v AS SELECT 1, 2;
-- bad: names beside the view
CREATE VIEW v (a, a) AS SELECT 1, 2;
-- bad: a table of a query
CREATE TABLE t AS SELECT id, o.id FROM orders o;
-- good: parts of a column
UPDATE orders SET place.city = 'x', place.street = 'y', tags[1] = 'a', tags[2] = 'b' WHERE id = 1;
-- good: other names
CREATE VIEW v (a, b) AS SELECT 1 AS a, 2 AS a;
CREATE VIEW w AS SELECT o.id, n.id AS news FROM orders o, news n;
-- good: a query
SELECT 1, 2;
SELECT id, id FROM orders;
