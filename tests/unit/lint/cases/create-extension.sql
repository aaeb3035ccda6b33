-- bad: plain
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- good: none
SELECT 1;
