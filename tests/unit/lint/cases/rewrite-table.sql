-- bad: tablespace
ALTER TABLE orders SET TABLESPACE fast;
-- bad: logged
ALTER TABLE orders SET LOGGED;
-- bad: unlogged
ALTER TABLE orders SET UNLOGGED;
-- good: options
ALTER TABLE orders SET (fillfactor = 80);
