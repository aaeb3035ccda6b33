-- bad: plain
DROP VIEW active;
-- good: replace
CREATE OR REPLACE VIEW active AS SELECT 1 AS a;
