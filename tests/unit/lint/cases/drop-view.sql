-- bad: plain
DROP VIEW active;
-- good: replace
CREATE OR REPLACE VIEW active AS SELECT 1 AS a;
-- good: of the same file
CREATE VIEW active AS SELECT 1 AS a;
DROP VIEW active;
-- good: made anew in the same transaction
BEGIN;
DROP VIEW active;
CREATE VIEW active AS SELECT 2 AS b;
COMMIT;
-- bad: made anew when others have seen that it is gone
DROP VIEW active;
CREATE VIEW active AS SELECT 2 AS b;
