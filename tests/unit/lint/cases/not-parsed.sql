-- bad: newer grammar, or none
ALTER TABLE orders ADD COLUMN;
-- good: the others are looked at
SELECT 1;
