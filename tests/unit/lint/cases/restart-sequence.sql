-- bad: a sequence
ALTER SEQUENCE order_numbers RESTART WITH 1;
-- bad: an identity column
ALTER TABLE orders ALTER COLUMN id RESTART WITH 5;
-- bad: other steps
ALTER SEQUENCE order_numbers INCREMENT BY 2;
-- good: its owner
ALTER SEQUENCE order_numbers OWNER TO app;
ALTER SEQUENCE order_numbers OWNED BY orders.number;
-- good: of the same file
CREATE SEQUENCE scratch;
ALTER SEQUENCE scratch RESTART WITH 100;
