-- Takes the lease when nobody has it. $1 who, $2 for how many milliseconds. Returns the new token, or no row.
INSERT INTO barqdb.lease AS l (name, token, holder, expires_at)
VALUES ('runner', 1, $1::text, clock_timestamp() + $2::bigint * interval '1 ms')
ON CONFLICT (name) DO UPDATE
SET token = l.token + 1, holder = excluded.holder, taken_at = clock_timestamp(),
    expires_at = clock_timestamp() + $2::bigint * interval '1 ms'
WHERE l.expires_at < clock_timestamp()
RETURNING l.token
