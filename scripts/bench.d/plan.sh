#!/usr/bin/env bash
# Time of `barqdb plan` over 245 indexes on 49 tables of a live database, to be built and standing already, and of
# `barqdb check` over the same definitions.
# usage: scripts/bench.d/plan.sh DATABASE_URL      or with PGHOST, PGDATABASE … set
# BARQDB names the program (build/release/barqdb), RUNS how often each form runs (5). The database should have no ledger:
# schema bench_plan and, after the second half, schema barqdb are made in it and dropped at the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
url=${1:-}
program=$(realpath "${BARQDB:-build/release/barqdb}")
runs=${RUNS:-5}
psql=(psql -qAtX -v ON_ERROR_STOP=1 ${url:+"$url"})

[ -z "$("${psql[@]}" -c "SELECT to_regnamespace('barqdb')")" ] || {
  echo "this database has a ledger: name an empty one" >&2
  exit 2
}
folder=$(mktemp -d)
cleanup() {
  rm -rf "$folder"
  "${psql[@]}" -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS bench_plan CASCADE' \
    -c 'DROP SCHEMA IF EXISTS barqdb CASCADE'
}
trap cleanup EXIT

"${psql[@]}" -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS bench_plan CASCADE' \
  -c 'CREATE SCHEMA bench_plan' -c "DO \$\$ BEGIN
    FOR t IN 1..49 LOOP
      EXECUTE format('CREATE TABLE bench_plan.t_%s AS SELECT i AS id, i %% 20 AS org, md5(i::text) AS note,
        now() - i * interval ''1 hour'' AS at, (ARRAY[''NEW'', ''OPEN'', ''DONE''])[1 + i %% 3] AS status
        FROM generate_series(1, 2000) AS i', t);
    END LOOP;
  END \$\$" -c ANALYZE
mkdir "$folder/migrations"
{
  printf 'revision: "1"\ndown_revision: null\nsteps:\n'
  for t in $(seq 49); do
    printf '  - create_index: {name: i_%s_1, table: bench_plan.t_%s, columns: [id], unique: true}\n' "$t" "$t"
    printf '  - create_index: {name: i_%s_2, table: bench_plan.t_%s, columns: [org, status]}\n' "$t" "$t"
    printf '  - create_index: {name: i_%s_3, table: bench_plan.t_%s, columns: [at], where: "status = '"'OPEN'"'"}\n' "$t" "$t"
    printf '  - create_index: {name: i_%s_4, table: bench_plan.t_%s, columns: [{expression: lower(note)}]}\n' "$t" "$t"
    printf '  - create_index: {name: i_%s_5, table: bench_plan.t_%s, columns: [org, {name: at, order: desc}], include: [status]}\n' "$t" "$t"
  done
} >"$folder/migrations/1.yaml"

measure() {
  python3 - "$runs" "$1" "$program" "${@:2}" --migrations "$folder/migrations" ${url:+--database-url "$url"} <<'PYTHON'
import statistics, subprocess, sys, time

runs, name, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
seconds = []
for _ in range(runs):
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds.append(time.monotonic() - begin)
print(f"{name}: median {statistics.median(seconds):.3f} s, slowest {max(seconds):.3f} s, {len(done.stdout)} bytes")
PYTHON
}

measure "245 indexes to build, as JSON" plan head --format json
measure "245 indexes to build, for people" plan head
"$program" upgrade head --migrations "$folder/migrations" -q ${url:+--database-url "$url"} >/dev/null
measure "the downgrade of 245 indexes, each compared by the server" plan --down base --format json
measure "check of 245 definitions, each compared by the server" check
