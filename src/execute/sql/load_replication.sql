-- The standby that is furthest behind, as the primary sees it: name and milliseconds. And whether this role may see it.
SELECT coalesce(w.application_name, ''), coalesce(w.lag, 0), pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
FROM (SELECT) AS one LEFT JOIN LATERAL (
    SELECT r.application_name, (extract(epoch FROM r.replay_lag) * 1000)::bigint AS lag
    FROM pg_catalog.pg_stat_replication AS r WHERE r.replay_lag IS NOT NULL ORDER BY r.replay_lag DESC LIMIT 1) AS w ON true
