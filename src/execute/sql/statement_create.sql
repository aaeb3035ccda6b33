-- The tables that keep what statements cost over time, beside those of the indexes.
CREATE TABLE barqdb.statement_snapshot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    taken_at timestamptz NOT NULL,
    counted_since timestamptz,
    query_ids bigint[] NOT NULL,
    calls bigint[] NOT NULL,
    total_ms double precision[] NOT NULL,
    row_counts bigint[] NOT NULL,
    blocks_hit bigint[] NOT NULL,
    blocks_read bigint[] NOT NULL,
    temp_blocks bigint[] NOT NULL,
    wal_bytes bigint[] NOT NULL
);
COMMENT ON TABLE barqdb.statement_snapshot IS 'growth of the counters of pg_stat_statements since the snapshot before, of statements that ran';
CREATE INDEX statement_snapshot_taken_at ON barqdb.statement_snapshot (taken_at);
CREATE TABLE barqdb.statement_seen (
    query_id bigint PRIMARY KEY,
    query text NOT NULL,
    calls bigint NOT NULL,
    total_ms double precision NOT NULL,
    row_count bigint NOT NULL,
    blocks_hit bigint NOT NULL,
    blocks_read bigint NOT NULL,
    temp_blocks bigint NOT NULL,
    wal_bytes bigint NOT NULL,
    seen_at timestamptz NOT NULL
) WITH (fillfactor = 80);
COMMENT ON TABLE barqdb.statement_seen IS 'statements and their counters as last seen'
