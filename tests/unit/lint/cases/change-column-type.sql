-- bad: the old type is not known
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;
-- bad: with USING
ALTER TABLE orders ALTER COLUMN amount TYPE text USING amount::text;
-- bad: int to bigint
ALTER TABLE orders ADD COLUMN n integer;
ALTER TABLE orders ALTER COLUMN n TYPE bigint;
-- bad: a shorter varchar
ALTER TABLE orders ADD COLUMN n varchar(50);
ALTER TABLE orders ALTER COLUMN n TYPE varchar(20);
-- bad: another scale
ALTER TABLE orders ADD COLUMN n numeric(10, 2);
ALTER TABLE orders ALTER COLUMN n TYPE numeric(12, 4);
-- bad: computed
ALTER TABLE orders ADD COLUMN n varchar(50);
ALTER TABLE orders ALTER COLUMN n TYPE text USING upper(n);
-- good: a longer varchar, then text
ALTER TABLE orders ADD COLUMN n varchar(50);
ALTER TABLE orders ALTER COLUMN n TYPE varchar(80);
ALTER TABLE orders ALTER COLUMN n SET DATA TYPE text USING n::text;
-- good: more digits
ALTER TABLE orders ADD COLUMN n numeric(10, 2);
ALTER TABLE orders ALTER COLUMN n TYPE numeric(14, 2);
ALTER TABLE orders ALTER COLUMN n TYPE numeric;
-- good: cidr to inet
ALTER TABLE orders ADD COLUMN n cidr;
ALTER TABLE orders ALTER COLUMN n TYPE inet;
-- good: a new table
CREATE TABLE orders (id bigint PRIMARY KEY, n integer);
ALTER TABLE orders ALTER COLUMN n TYPE bigint;
