-- Keeps the lease, when it is still that of token $1, for $2 milliseconds from now.
UPDATE barqdb.lease SET expires_at = clock_timestamp() + $2::bigint * interval '1 ms' WHERE token = $1::bigint RETURNING 1
