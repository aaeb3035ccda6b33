-- The last attempt at each operation of revision $1 in its last direction, counted by step and outcome; the error is that
-- of the first failed one.
WITH last AS (
    SELECT DISTINCT ON (step, intent, object, hash) step, outcome, error, direction, open,
           extract(epoch FROM finished_at - started_at) * 1000 AS took
    FROM barqdb.step
    WHERE revision = $1
      AND direction = (SELECT s.direction FROM barqdb.step AS s WHERE s.revision = $1 ORDER BY s.id DESC LIMIT 1)
    ORDER BY step, intent, object, hash, id DESC)
SELECT step, outcome, count(*), direction, bool_or(open), coalesce(min(error), ''), coalesce(sum(took), 0)::bigint
FROM last GROUP BY step, outcome, direction ORDER BY step, outcome
