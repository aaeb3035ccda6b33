#!/usr/bin/env bash
# Time of `barqdb inspect` over 10,000 indexes on 1,000 tables: columns, expressions, conditions, INCLUDE, GIN, comments.
# usage: scripts/bench.d/inspect.sh DATABASE_URL      or with PGHOST, PGDATABASE … set
# BARQDB names the program (build/release/barqdb), RUNS how often it runs (5). Schema bench_inspect is made in the database
# and dropped at the end; no ledger is made.
set -euo pipefail
cd "$(dirname "$0")/../.."
url=${1:-}
program=$(realpath "${BARQDB:-build/release/barqdb}")
psql=(psql -qAtX -v ON_ERROR_STOP=1 ${url:+"$url"})
drop() {
  # In portions: a DROP SCHEMA of 11,000 relations does not fit into the lock table.
  "${psql[@]}" -c "SET client_min_messages = warning" -c "DO \$\$ BEGIN
      FOR t IN 1..1000 LOOP
        EXECUTE format('DROP TABLE IF EXISTS bench_inspect.t_%s', t);
        IF t % 100 = 0 THEN COMMIT; END IF;
      END LOOP;
    END \$\$" -c 'DROP SCHEMA IF EXISTS bench_inspect CASCADE'
}
trap drop EXIT
drop
"${psql[@]}" -c 'CREATE SCHEMA bench_inspect' -c "DO \$\$ BEGIN
    FOR t IN 1..1000 LOOP
      EXECUTE format('CREATE TABLE bench_inspect.t_%s (id bigint, org int, note text, state varchar(20), at timestamptz, tags text[])', t);
      EXECUTE format('CREATE UNIQUE INDEX i_%1\$s_0 ON bench_inspect.t_%1\$s (id)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_1 ON bench_inspect.t_%1\$s (org, at DESC)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_2 ON bench_inspect.t_%1\$s (org) WHERE state IN (''NEW'', ''OPEN'')', t);
      EXECUTE format('CREATE INDEX i_%1\$s_3 ON bench_inspect.t_%1\$s (lower(note))', t);
      EXECUTE format('CREATE INDEX i_%1\$s_4 ON bench_inspect.t_%1\$s (org) INCLUDE (state, note)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_5 ON bench_inspect.t_%1\$s USING gin (tags)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_6 ON bench_inspect.t_%1\$s USING brin (at) WITH (pages_per_range = 32)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_7 ON bench_inspect.t_%1\$s (note text_pattern_ops)', t);
      EXECUTE format('CREATE INDEX i_%1\$s_8 ON bench_inspect.t_%1\$s (at) WHERE at > ''2024-01-01 00:00+00''', t);
      EXECUTE format('CREATE INDEX i_%1\$s_9 ON bench_inspect.t_%1\$s ((org + 1), state) WITH (fillfactor = 70)', t);
      EXECUTE format('COMMENT ON INDEX bench_inspect.i_%1\$s_9 IS ''of table %1\$s''', t);
      IF t % 50 = 0 THEN COMMIT; END IF;
    END LOOP;
  END \$\$" -c ANALYZE

python3 - "${RUNS:-5}" "$program" inspect --schema bench_inspect ${url:+--database-url "$url"} <<'PYTHON'
import statistics, subprocess, sys, time

runs, command = int(sys.argv[1]), sys.argv[2:]
seconds = []
for _ in range(runs):
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds.append(time.monotonic() - begin)
indexes = sum(line.startswith(b"  i_") for line in done.stdout.splitlines())
print(f"{indexes} indexes: median {statistics.median(seconds):.3f} s, slowest {max(seconds):.3f} s, {len(done.stdout)} bytes")
PYTHON
