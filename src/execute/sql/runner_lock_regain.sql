-- Whether this session has the runner lock, which it takes when nobody does. $1, $2: the two halves of its key.
SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_locks AS l
                         WHERE l.locktype = 'advisory' AND l.granted AND l.pid = pg_catalog.pg_backend_pid()
                           AND l.classid = $1::oid AND l.objid = $2::oid AND l.objsubid = 2)
            THEN true ELSE pg_catalog.pg_try_advisory_lock($1::integer, $2::integer) END
