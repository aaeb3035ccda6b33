-- Tables whose dead rows vacuum has not caught up with, worst first: schema, table, live rows, dead rows, seconds since the last
-- vacuum of either kind, autovacuum switched off for it. $1: least share of dead rows in percent.
SELECT n.nspname, c.relname, pg_catalog.pg_stat_get_live_tuples(c.oid), pg_catalog.pg_stat_get_dead_tuples(c.oid),
       extract(epoch FROM pg_catalog.clock_timestamp() - greatest(pg_catalog.pg_stat_get_last_vacuum_time(c.oid),
                                                                  pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)))::bigint,
       c.reloptions && ARRAY['autovacuum_enabled=false', 'autovacuum_enabled=off', 'autovacuum_enabled=0', 'autovacuum_enabled=no']
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND pg_catalog.pg_stat_get_dead_tuples(c.oid) >= 10000
  AND pg_catalog.pg_stat_get_dead_tuples(c.oid) * 100.0
      > $1::double precision * (pg_catalog.pg_stat_get_live_tuples(c.oid) + pg_catalog.pg_stat_get_dead_tuples(c.oid))
ORDER BY 4 DESC, 1, 2
LIMIT 10
