-- The tables of `snapshot`. A schema that somebody else made is used as it is.
DO $usage$ BEGIN
    IF pg_catalog.to_regnamespace('barqdb') IS NULL THEN
        CREATE SCHEMA barqdb;
        COMMENT ON SCHEMA barqdb IS 'ledger of the migration chain; written by barqdb';
    END IF;
END $usage$;
CREATE TABLE barqdb.usage_source (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch text NOT NULL UNIQUE,
    system_identifier text NOT NULL,
    node text NOT NULL,
    standby boolean NOT NULL,
    timeline integer NOT NULL,
    commits bigint NOT NULL,
    began timestamptz NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen timestamptz NOT NULL
);
COMMENT ON TABLE barqdb.usage_source IS 'one row a server and beginning of its counters: a reset, a crash or another server begins a new one';
CREATE TABLE barqdb.usage_snapshot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source integer NOT NULL REFERENCES barqdb.usage_source ON DELETE CASCADE,
    node text NOT NULL,
    taken_at timestamptz NOT NULL,
    total_scans bigint NOT NULL,
    indexes oid[] NOT NULL,
    scans bigint[] NOT NULL,
    tuples_read bigint[] NOT NULL,
    tuples_fetched bigint[] NOT NULL,
    tables oid[] NOT NULL,
    sequential_scans bigint[] NOT NULL,
    writes bigint[] NOT NULL
);
COMMENT ON TABLE barqdb.usage_snapshot IS 'growth of the counters since the snapshot before, of those that grew';
CREATE INDEX usage_snapshot_taken_at ON barqdb.usage_snapshot (taken_at);
CREATE INDEX usage_snapshot_source ON barqdb.usage_snapshot (source, taken_at);
CREATE TABLE barqdb.usage_index (
    source integer NOT NULL REFERENCES barqdb.usage_source ON DELETE CASCADE,
    index oid NOT NULL,
    scans bigint NOT NULL,
    tuples_read bigint NOT NULL,
    tuples_fetched bigint NOT NULL,
    earlier_scans bigint NOT NULL DEFAULT 0,
    counted_since timestamptz,
    first_seen timestamptz NOT NULL,
    filenode oid NOT NULL,
    built_pages bigint,
    built_tuples double precision,
    PRIMARY KEY (source, index)
) WITH (fillfactor = 80);
COMMENT ON TABLE barqdb.usage_index IS 'the counters as last seen; built_*: size at the first snapshot after it was built, where one saw that';
CREATE TABLE barqdb.usage_table (
    source integer NOT NULL REFERENCES barqdb.usage_source ON DELETE CASCADE,
    "table" oid NOT NULL,
    sequential_scans bigint NOT NULL,
    writes bigint NOT NULL,
    PRIMARY KEY (source, "table")
) WITH (fillfactor = 80);
COMMENT ON TABLE barqdb.usage_table IS 'the counters as last seen'
