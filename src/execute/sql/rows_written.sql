-- Rows that this transaction has inserted so far, by whatever statement.
SELECT coalesce(sum(n_tup_ins), 0)::bigint FROM pg_catalog.pg_stat_xact_user_tables WHERE schemaname NOT LIKE 'pg\_temp%'
