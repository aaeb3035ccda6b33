-- bad: old form
VACUUM FULL orders;
-- bad: options
VACUUM (FULL, ANALYZE) orders;
-- good: plain
VACUUM (ANALYZE, FULL false) orders;
