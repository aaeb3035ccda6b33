-- bad: newer grammar, or none
ALTER TABLE orders ADD COLUMN;
-- good: the others are looked at
SELECT 1;
-- bad [pg=17]: the expression of a generated column, which PostgreSQL 17 can change
ALTER TABLE orders ALTER COLUMN total SET EXPRESSION AS (amount * 2);
