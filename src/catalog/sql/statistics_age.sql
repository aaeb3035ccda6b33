-- This database and since when its statistics have counted: one row. Times are seconds since 1970.
SELECT
    d.datname,
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS read_at,
    extract(epoch FROM now())::bigint AS now,
    extract(epoch FROM pg_stat_get_db_stat_reset_time(d.oid))::bigint AS stats_reset,
    -- A crash empties the statistics and leaves no trace in stats_reset; the counters of the whole server then begin anew.
    (SELECT extract(epoch FROM least(pg_stat_get_bgwriter_stat_reset_time(), a.stats_reset))::bigint
     FROM pg_stat_get_archiver() AS a) AS server_counts_since,
    extract(epoch FROM pg_postmaster_start_time())::bigint AS server_start,
    current_setting('track_counts')::boolean AS counting,
    pg_is_in_recovery() AS standby,
    has_function_privilege('pg_stat_file(text, boolean)', 'EXECUTE') AS may_stat_files
FROM pg_database AS d
WHERE d.datname = current_database()
