-- Rows a second of the last finished batch of kind $2 on the table $1 (quoted) that was long enough to say.
SELECT l.rows / extract(epoch FROM b.finished_at - b.started_at)::double precision
FROM barqdb.batch AS b
JOIN LATERAL (SELECT sum(a.rows)::double precision AS rows FROM barqdb.batch_lane AS a WHERE a.batch = b.id) AS l ON true
WHERE b.relation = $1 AND b.kind = $2 AND b.state = 'done' AND l.rows > 1000
  AND b.finished_at > b.started_at + interval '100 milliseconds'
ORDER BY b.id DESC LIMIT 1
