-- The ledger. Made under the runner lock, so no two runners make it at once. A schema that somebody else made is used as
-- it is: IF NOT EXISTS would ask for the right to create one all the same.
DO $ledger$ BEGIN
    IF pg_catalog.to_regnamespace('barqdb') IS NULL THEN
        CREATE SCHEMA barqdb;
        COMMENT ON SCHEMA barqdb IS 'ledger of the migration chain; written by barqdb';
    END IF;
END $ledger$;
CREATE TABLE IF NOT EXISTS barqdb.revision (
    revision text PRIMARY KEY,
    down_revisions text[] NOT NULL,
    description text NOT NULL,
    file text NOT NULL,
    checksum text NOT NULL,
    files jsonb NOT NULL,
    stamped boolean NOT NULL DEFAULT false,
    duration_ms bigint NOT NULL DEFAULT 0,
    applied_at timestamptz NOT NULL DEFAULT now(),
    applied_by text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE barqdb.revision IS 'revisions applied to this database';
CREATE TABLE IF NOT EXISTS barqdb.step (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('up', 'down')),
    step integer NOT NULL,
    intent text NOT NULL,
    object text NOT NULL,
    sql text NOT NULL,
    hash text NOT NULL,
    prior jsonb,
    outcome text NOT NULL CHECK (outcome IN ('started', 'done', 'adopted', 'preexisting', 'failed')),
    error text,
    open boolean NOT NULL DEFAULT true,
    backend_pid integer NOT NULL DEFAULT pg_backend_pid(),
    backend_start timestamptz,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz
);
COMMENT ON TABLE barqdb.step IS 'one row an attempt at an operation, written before its statement; open until its revision is finished';
CREATE INDEX IF NOT EXISTS step_revision ON barqdb.step (revision);
CREATE INDEX IF NOT EXISTS step_open ON barqdb.step (revision) WHERE open;
