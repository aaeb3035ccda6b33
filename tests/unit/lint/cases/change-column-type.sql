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
-- good: xml to text
ALTER TABLE orders ADD COLUMN n xml;
ALTER TABLE orders ALTER COLUMN n TYPE text;
-- good: an interval and a timestamp of more digits
ALTER TABLE orders ADD COLUMN n interval(3), ADD COLUMN m timestamptz(0);
ALTER TABLE orders ALTER COLUMN n TYPE interval(6), ALTER COLUMN m TYPE timestamptz(6);
ALTER TABLE orders ALTER COLUMN n TYPE interval, ALTER COLUMN m TYPE timestamptz;
-- bad: an interval of fewer fields
ALTER TABLE orders ADD COLUMN n interval;
ALTER TABLE orders ALTER COLUMN n TYPE interval day;
-- bad: the elements of an array
ALTER TABLE orders ADD COLUMN n varchar(10)[];
ALTER TABLE orders ALTER COLUMN n TYPE varchar(20)[];
-- good: an array without a limit
ALTER TABLE orders ADD COLUMN n varchar(10)[];
ALTER TABLE orders ALTER COLUMN n TYPE varchar[];
-- bad: varbit to bit
ALTER TABLE orders ADD COLUMN n bit varying(8);
ALTER TABLE orders ALTER COLUMN n TYPE bit(8);
-- good: text to citext
ALTER TABLE orders ADD COLUMN n text;
ALTER TABLE orders ALTER COLUMN n TYPE citext;
-- bad: text to citext, with an index that must be built anew
ALTER TABLE orders ADD COLUMN n text;
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE citext;
-- good: varchar to text keeps its indexes
ALTER TABLE orders ADD COLUMN n varchar(20);
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE text;
-- bad: another collation, with an index that must be built anew
ALTER TABLE orders ADD COLUMN n text;
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE text COLLATE "C";
-- bad: the type's own collation again, because none is named
ALTER TABLE orders ADD COLUMN n text COLLATE "C";
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE varchar;
-- good: the same collation
ALTER TABLE orders ADD COLUMN n varchar(20) COLLATE "C";
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE text COLLATE "C";
-- good: the type's own collation, named
ALTER TABLE orders ADD COLUMN n varchar(20);
CREATE INDEX CONCURRENTLY i ON orders (n);
ALTER TABLE orders ALTER COLUMN n TYPE text COLLATE "default";
-- bad: a zone for the timestamps, in a zone of the session's own
ALTER TABLE orders ADD COLUMN n timestamp;
ALTER TABLE orders ALTER COLUMN n TYPE timestamptz;
-- good: a zone for the timestamps while the session's is UTC
ALTER TABLE orders ADD COLUMN n timestamp;
BEGIN;
SET LOCAL TIME ZONE 'UTC';
ALTER TABLE orders ALTER COLUMN n TYPE timestamptz;
COMMIT;
-- bad: fewer digits while the session's zone is UTC
SET timezone = 'UTC';
ALTER TABLE orders ADD COLUMN n timestamp;
ALTER TABLE orders ALTER COLUMN n TYPE timestamptz(3);
-- bad [pg=11]: a zone for the timestamps, on a server that rewrites
ALTER TABLE orders ADD COLUMN n timestamp;
BEGIN;
SET LOCAL timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN n TYPE timestamptz;
COMMIT;
-- bad: an index with an expression
ALTER TABLE orders ADD COLUMN n varchar(100);
CREATE INDEX CONCURRENTLY i ON orders (lower(n));
ALTER TABLE orders ALTER COLUMN n TYPE varchar(200);
-- bad: an index with a condition, without a name
ALTER TABLE orders ADD COLUMN n varchar(100);
CREATE INDEX CONCURRENTLY ON orders (id) WHERE n IS NOT NULL;
ALTER TABLE orders ALTER COLUMN n TYPE text;
-- bad: a check
ALTER TABLE orders ADD COLUMN n varchar(100);
ALTER TABLE orders ADD CONSTRAINT c CHECK (length(n) > 3) NOT VALID;
ALTER TABLE orders ALTER COLUMN n TYPE varchar(200);
-- good: an index with an expression on another column
ALTER TABLE orders ADD COLUMN n varchar(100);
CREATE INDEX CONCURRENTLY i ON orders (lower(m)) WHERE o > 0;
ALTER TABLE orders ALTER COLUMN n TYPE varchar(200);
-- good: a serial column is an integer
ALTER TABLE orders ADD COLUMN n bigserial; -- barqdb:ignore add-serial-column: a test
ALTER TABLE orders ALTER COLUMN n TYPE bigint;
-- bad: fewer digits than the clock has, while the session's zone is UTC
SET timezone = 'UTC';
ALTER TABLE orders ADD COLUMN n timestamp(3);
ALTER TABLE orders ALTER COLUMN n TYPE timestamptz(3);
