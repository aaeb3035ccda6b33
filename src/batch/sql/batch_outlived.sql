-- Whether the latest batch of the name $1 began before the first open attempt at step $3 of revision $2.
SELECT coalesce((SELECT b.started_at FROM barqdb.batch AS b WHERE b.name = $1::text ORDER BY b.id DESC LIMIT 1)
                < (SELECT min(s.started_at) FROM barqdb.step AS s
                   WHERE s.open AND s.direction = 'up' AND s.intent = 'backfill' AND s.revision = $2::text
                     AND s.step = $3::integer), false)
