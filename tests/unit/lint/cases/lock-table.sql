-- bad: the default mode
LOCK TABLE orders;
-- bad: against writers
LOCK TABLE a, b IN SHARE MODE;
-- good: as readers and writers do
LOCK TABLE orders IN ACCESS SHARE MODE;
