#!/usr/bin/env bash
# Time and peak memory of `barqdb index-report`, `snapshot` and `health` over 10,000 indexes on 2,000 tables, all of them
# analyzed: 300 rows each, and 20 tables of 30,000 rows whose indexes are large enough for estimates of bloat.
# usage: scripts/bench.d/index_report.sh DATABASE_URL      or with PGHOST, PGDATABASE … set
# BARQDB names the program (build/release/barqdb), RUNS how often each form runs (5). The tables live in schema
# bench_index_report, which is made when it is missing and left there; BENCH_CLEAN=1 drops it at the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
url=${1:-}
program=${BARQDB:-build/release/barqdb}
runs=${RUNS:-5}
psql=(psql -qAtX -v ON_ERROR_STOP=1 ${url:+"$url"})

if [ "$("${psql[@]}" -c "SELECT count(*) FROM pg_indexes WHERE schemaname = 'bench_index_report'")" != 10000 ] ||
   [ "$("${psql[@]}" -c "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('bench_index_report') AND relkind = 'r' AND reltuples > 0")" != 2000 ]; then
  echo "making 10,000 indexes over 2,000 tables" >&2
  "${psql[@]}" -c 'SET client_min_messages = warning; DROP SCHEMA IF EXISTS bench_index_report CASCADE' \
    -c 'CREATE SCHEMA bench_index_report'
  # In pieces: one transaction over all would run out of lock memory.
  "${psql[@]}" -c "DO \$\$
    DECLARE forms text[] := ARRAY['(id)', '(org, status)', '(at DESC) WHERE status = ''ACTIVE''', '(lower(note))', '(org, at) INCLUDE (note)'];
    BEGIN
      FOR t IN 1..2000 LOOP
        EXECUTE format('CREATE TABLE bench_index_report.t_%s (id int, org int, status text, at timestamptz, note text)', t);
        FOR i IN 1..5 LOOP
          EXECUTE format('CREATE INDEX idx_t_%s_%s ON bench_index_report.t_%s %s', t, i, t, forms[i]);
        END LOOP;
        IF t % 100 = 0 THEN COMMIT; END IF;
      END LOOP;
    END \$\$"
  "${psql[@]}" -c "DO \$\$
    DECLARE many int;
    BEGIN
      FOR t IN 1..2000 LOOP
        many := CASE WHEN t % 100 = 0 THEN 30000 ELSE 300 END;
        EXECUTE format('INSERT INTO bench_index_report.t_%s SELECT g, g %% 40, (ARRAY[''ACTIVE'', ''DONE'', ''FAILED''])[1 + g %% 3],
          timestamptz ''2025-01-01'' + g * interval ''1 minute'', md5(g::text) FROM generate_series(1, %s) AS g', t, many);
        IF t % 100 = 0 THEN COMMIT; END IF;
      END LOOP;
    END \$\$"
  for from in $(seq 1 100 2000); do
    "${psql[@]}" -c "ANALYZE $(seq -f 'bench_index_report.t_%g' -s ', ' "$from" $((from + 99)))"
  done
  "${psql[@]}" -c 'ANALYZE pg_class' -c 'ANALYZE pg_statistic' -c 'ANALYZE pg_index' -c 'ANALYZE pg_attribute'
fi

python3 - "$runs" "$program" ${url:+--database-url "$url"} <<'PYTHON'
import subprocess, sys, time

runs, command = int(sys.argv[1]), sys.argv[2:]
report = ["index-report", "--schema", "bench_index_report", "--format"]
forms = {"index-report table": report + ["table"], "index-report json": report + ["json"],
         "index-report markdown": report + ["markdown"], "index-report html": report + ["html"],
         "snapshot": ["snapshot"], "health": ["health", "--fail-on", "none"]}
for form, words in forms.items():
    seconds, peak, size = [], 0, 0
    for _ in range(runs):
        begin = time.monotonic()
        # Below `time`, because a child of this Python would inherit the peak of Python itself.
        child = subprocess.run(["/usr/bin/time", "-f", "%M"] + command + words, capture_output=True)
        seconds.append(time.monotonic() - begin)
        size = len(child.stdout)
        if child.returncode != 0:
            sys.exit(f"{form}: barqdb failed with status {child.returncode}: {child.stderr.decode()}")
        peak = max(peak, int(child.stderr.split()[-1]))
    seconds.sort()
    print(f"{form}: median {seconds[len(seconds) // 2]:.3f} s, best {seconds[0]:.3f} s, "
          f"peak memory {peak / 1024:.1f} MiB, output {size / 1024:.0f} kB")
PYTHON

if [ "${BENCH_CLEAN:-0}" = 1 ]; then
  for from in $(seq 1 100 2000); do
    "${psql[@]}" -c "DO \$\$ BEGIN FOR t IN $from..$((from + 99)) LOOP EXECUTE format('DROP TABLE bench_index_report.t_%s', t); END LOOP; END \$\$"
  done
  "${psql[@]}" -c 'DROP SCHEMA bench_index_report'
fi
