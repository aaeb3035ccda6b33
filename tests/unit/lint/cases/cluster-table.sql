-- bad: plain
CLUSTER orders USING i;
-- bad: all
CLUSTER;
-- good: the mark only
ALTER TABLE orders CLUSTER ON i;
