-- The lease of runners that cannot hold a session lock.
CREATE TABLE IF NOT EXISTS barqdb.lease (
    name text PRIMARY KEY,
    token bigint NOT NULL,
    holder text NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE barqdb.lease IS 'which barqdb may work on this database, where session locks do not hold; the token grows with every holder';
