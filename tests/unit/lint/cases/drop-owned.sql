-- bad: plain
DROP OWNED BY app;
-- bad: with what depends on it
DROP OWNED BY app CASCADE;
-- good: reassigned only
REASSIGN OWNED BY app TO keeper;
