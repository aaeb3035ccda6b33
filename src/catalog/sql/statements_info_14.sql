-- How many statements pg_stat_statements had to forget, and since when it counts. The view's schema must be in search_path.
SELECT dealloc, extract(epoch FROM stats_reset)::bigint FROM pg_stat_statements_info
