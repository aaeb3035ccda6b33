-- Who has the lease, and for how many milliseconds more.
SELECT holder, greatest(0, extract(epoch FROM expires_at - clock_timestamp()) * 1000)::bigint FROM barqdb.lease
WHERE expires_at > clock_timestamp()
