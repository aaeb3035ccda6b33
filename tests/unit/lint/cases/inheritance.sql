-- bad: no more
ALTER TABLE orders_2019 NO INHERIT orders;
-- bad: from now on
ALTER TABLE orders_2020 INHERIT sales.orders;
-- good: a new table
CREATE TABLE orders_2021 (id bigint PRIMARY KEY);
ALTER TABLE orders_2021 INHERIT orders;
