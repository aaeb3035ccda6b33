-- bad [enable=floating-point-column]: double precision
CREATE TABLE products (id bigint PRIMARY KEY, price double precision);
-- bad [enable=floating-point-column]: real
ALTER TABLE products ADD COLUMN price real;
-- good [enable=floating-point-column]: numeric
CREATE TABLE products (id bigint PRIMARY KEY, price numeric(10, 2));
-- good: off
CREATE TABLE products (id bigint PRIMARY KEY, price double precision);
