#!/usr/bin/env bash
# Time of `barqdb lint` over a chain of 1,000 SQL revisions, five statements and a way back each; no server.
# usage: scripts/bench.d/lint.sh
# BARQDB names the program (build/release/barqdb), RUNS how often (5), REVISIONS how many (1000).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${BARQDB:-build/release/barqdb}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$folder" "${REVISIONS:-1000}" <<'PYTHON'
import pathlib, sys

folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
for n in range(count):
    parent = f'"{n - 1:04}"' if n else "null"
    (folder / f"{n:04}.sql").write_text(f"""-- revision: "{n:04}"
-- down_revision: {parent}
-- description: table {n}
-- barqdb:up
CREATE TABLE t_{n} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id bigint NOT NULL,
    status text NOT NULL DEFAULT 'open',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_t_{n}_status ON t_{n} (organization_id, status) WHERE status <> 'closed';
ALTER TABLE t_{n} ADD CONSTRAINT t_{n}_status CHECK (status IN ('open', 'closed'));
ALTER TABLE t_{n // 2} ADD COLUMN note_{n} varchar({n + 10});
COMMENT ON TABLE t_{n} IS 'one of many';
-- barqdb:down
ALTER TABLE t_{n // 2} DROP COLUMN note_{n};
DROP TABLE t_{n};
""")
PYTHON

python3 - "$program" "$folder" "${RUNS:-5}" <<'PYTHON'
import subprocess, sys, time

program, folder, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
seconds = []
for _ in range(runs):
    begin = time.monotonic()
    child = subprocess.run([program, "lint", "--migrations", folder, "--fail-on", "none"], capture_output=True, text=True, check=True)
    seconds.append(time.monotonic() - begin)
print(child.stdout.splitlines()[1])
print(f"lint {min(seconds):.3f} s (of {runs}), slowest {max(seconds):.3f} s")
PYTHON
