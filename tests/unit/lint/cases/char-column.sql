-- bad: new table
CREATE TABLE items (id bigint PRIMARY KEY, code char(10));
-- bad: added, by its long name
ALTER TABLE items ADD COLUMN code character(3);
-- good: varchar and text
CREATE TABLE items (id bigint PRIMARY KEY, code varchar(10), name text);
-- good: the one-byte type of the catalogs
CREATE TABLE items (id bigint PRIMARY KEY, kind "char");
-- bad: by a change of type
CREATE TABLE items (code text);
ALTER TABLE items ALTER COLUMN code TYPE char(10);
