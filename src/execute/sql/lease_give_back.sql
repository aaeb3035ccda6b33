-- Lets the next one have the lease at once. $1: the token.
UPDATE barqdb.lease SET expires_at = 'epoch' WHERE token = $1::bigint
