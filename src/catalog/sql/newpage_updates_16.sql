-- Updates whose new version did not fit on its page, by table: PostgreSQL 16 and later count them.
SELECT c.oid, pg_catalog.pg_stat_get_tuples_newpage_updated(c.oid)
FROM pg_catalog.pg_class AS c
WHERE c.relkind IN ('r', 'm') AND pg_catalog.pg_stat_get_tuples_updated(c.oid) > 0
