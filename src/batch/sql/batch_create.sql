-- Batches and their lanes. The cursor of a lane moves in the transaction of the chunk: it is the truth after any cut.
DO $batch$ BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(1650553201, 0);
    IF pg_catalog.to_regnamespace('barqdb') IS NULL THEN
        CREATE SCHEMA barqdb;
        COMMENT ON SCHEMA barqdb IS 'ledger of the migration chain; written by barqdb';
    END IF;
    IF pg_catalog.to_regclass('barqdb.batch') IS NOT NULL THEN RETURN; END IF;
    CREATE TABLE barqdb.batch (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL,
        hash text NOT NULL,
        relation text NOT NULL,
        statement text NOT NULL,
        key_columns text[] NOT NULL,
        arguments text[] NOT NULL,
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled', 'done', 'failed')),
        estimate bigint NOT NULL DEFAULT 0,
        rejected bigint NOT NULL DEFAULT 0,
        backup text,
        assigned text[] NOT NULL DEFAULT '{}',
        waits_for text,
        error text,
        pool jsonb,
        lag_ms bigint,
        rows_second double precision,
        started_by text NOT NULL DEFAULT session_user,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
    );
    COMMENT ON TABLE barqdb.batch IS 'batch operations; one row each';
    CREATE INDEX batch_name ON barqdb.batch (name, id);
    CREATE INDEX batch_hash ON barqdb.batch (hash, id);
    CREATE TABLE barqdb.batch_lane (
        batch integer NOT NULL REFERENCES barqdb.batch ON DELETE CASCADE,
        lane integer NOT NULL,
        lower_key text[],
        upper_key text[],
        cursor_key text[],
        rows bigint NOT NULL DEFAULT 0,
        chunks bigint NOT NULL DEFAULT 0,
        chunk_size bigint NOT NULL DEFAULT 0,
        done boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (batch, lane)
    ) WITH (fillfactor = 20, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
    COMMENT ON TABLE barqdb.batch_lane IS 'key ranges of a batch: keys after lower_key up to upper_key, done up to cursor_key';
    CREATE TABLE barqdb.batch_write (
        batch integer NOT NULL REFERENCES barqdb.batch ON DELETE CASCADE,
        xid xid NOT NULL
    );
    COMMENT ON TABLE barqdb.batch_write IS 'transactions of batches by ctid that are under way: the rows that they wrote are not taken again';
    CREATE INDEX batch_write_batch ON barqdb.batch_write (batch);
END $batch$;
