-- The mark of the chain that the ledger belongs to: at most one row.
CREATE TABLE IF NOT EXISTS barqdb.chain (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    project text NOT NULL,
    bases text[] NOT NULL,
    marked_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE barqdb.chain IS 'which chain this ledger belongs to: the project and the ids of its base revisions';
