#!/usr/bin/env bash
# Measures batches beside plain statements on one private server: scripts/bench.d/batch.sh [SCALE [NAME…]]
# SCALE 1 is the full size (5,000,000 rows); 0.1 a tenth. Names: singles update insert upsert writers
set -euo pipefail
cd "$(dirname "$0")/../.."
exec </dev/null
scripts/build release barqdb
for name in $(compgen -e | grep -E '^(PG|DATABASE_URL$|BARQDB_)'); do unset "$name"; done
folder=$(mktemp -d /tmp/barqdb-bench-XXXXXX)
chmod 755 "$folder" # the server may run as another user
export BARQDB_HOME=$folder/home BARQDB_PROFILE=embedded
program=$PWD/build/release/barqdb
cleanup() {
  "$program" server destroy --yes >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT
connection=$("$program" server start --quiet)
/usr/bin/python3 scripts/bench.d/batch.py "$program" "$connection" "$folder" "$@"
