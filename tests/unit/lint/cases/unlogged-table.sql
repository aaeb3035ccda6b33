-- bad: a table
CREATE UNLOGGED TABLE cache (id bigint PRIMARY KEY, value text);
-- bad: of a query
CREATE UNLOGGED TABLE cache AS SELECT 1 AS id;
-- good: logged
CREATE TABLE cache (id bigint PRIMARY KEY, value text);
