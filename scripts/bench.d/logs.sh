#!/usr/bin/env bash
# Speed and peak memory of `barqdb nplusone` and `logs-report` over 1 GiB of jsonlog and of csvlog, beside pgbadger on the
# same files where it is installed (apt install pgbadger).
# usage: scripts/bench.d/logs.sh [FOLDER]
# BARQDB names the program (build/release/barqdb), MIB the size (1024), RUNS how often each is run (3). The logs are made by a
# private server once and kept in FOLDER (a temporary one when not given), then repeated to the size.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${BARQDB:-build/release/barqdb}")
mib=${MIB:-1024}
runs=${RUNS:-3}
folder=${1:-}
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
server=''
keep=''
cleanup() {
  [[ -z $server ]] || as_server "$bin/pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1 || true
  [[ -z $server ]] || rm -rf "$server"
  [[ -n $keep ]] || rm -rf "$folder"
}
as_server() { if [[ $EUID -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [[ -n $folder ]]; then keep=1; mkdir -p "$folder"; else folder=$(mktemp -d /tmp/barqdb-logs-XXXXXX); fi
trap cleanup EXIT

# A real log: pgbench over both protocols, with a list and its look-ups.
make_sample() {
  server=$(mktemp -d /tmp/barqdb-logs-server-XXXXXX)
  chmod 755 "$server"
  [[ $EUID -ne 0 ]] || chown postgres "$server"
  as_server "$bin/initdb" -D "$server/data" -U postgres -A trust >/dev/null
  as_server "$bin/pg_ctl" -D "$server/data" -w -l "$server/start" -o "-c listen_addresses='' -k $server \
    -c logging_collector=on -c log_directory=$server/log -c log_filename=sample.log -c log_file_mode=0644 \
    -c log_destination=csvlog,jsonlog -c log_min_duration_statement=0" start >/dev/null
  export PGHOST=$server PGUSER=postgres PGDATABASE=postgres
  local name
  for name in PGPORT PGSERVICE PGPASSWORD; do unset "$name"; done
  "$bin/pgbench" -i -q >/dev/null 2>&1
  printf '%s\n' 'BEGIN;' 'SELECT aid FROM pgbench_accounts ORDER BY aid LIMIT 8;' >"$server/loop.sql"
  for _ in 1 2 3 4 5 6 7 8; do
    printf '%s\n' '\set aid random(1, 100000)' 'SELECT abalance FROM pgbench_accounts WHERE aid = :aid;' >>"$server/loop.sql"
  done
  printf '%s\n' 'COMMIT;' >>"$server/loop.sql"
  "$bin/pgbench" -n -c 8 -t 300 >/dev/null 2>&1
  "$bin/pgbench" -n -c 8 -t 300 -M extended >/dev/null 2>&1
  "$bin/pgbench" -n -c 8 -t 300 -M prepared -f "$server/loop.sql" >/dev/null 2>&1
  as_server "$bin/pg_ctl" -D "$server/data" -m fast -w stop >/dev/null
  cp "$server"/log/sample.json "$server"/log/sample.csv "$folder"/
}
[[ -s $folder/sample.json && -s $folder/sample.csv ]] || make_sample

python3 - "$folder" "$mib" "$runs" "$program" <<'PYTHON'
import os, shutil, subprocess, sys, time

folder, mib, runs, program = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def grow(form):
    path = f"{folder}/big.{form}"
    with open(f"{folder}/sample.{form}", "rb") as sample, open(path, "wb") as big:
        bytes_ = sample.read()
        while big.tell() < mib << 20:
            big.write(bytes_)
    return path

def measure(command, times):
    best, peak = None, 0
    for _ in range(times):
        begin = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begin
        if os.waitstatus_to_exitcode(status) > 1:
            sys.exit(f"failed: {' '.join(command)}")
        best, peak = min(best or seconds, seconds), max(peak, usage.ru_maxrss)
    return best, peak / 1024

for form in ("json", "csv"):
    path = grow(form)
    size = os.path.getsize(path) / 1e6
    slowest = 0
    for name in ("nplusone", "logs-report"):
        seconds, peak = measure([program, name, "--quiet", path], runs)
        slowest = max(slowest, seconds)
        print(f"{name} {form}log: {size / seconds:.0f} MB/s ({seconds:.2f} s of {size:.0f} MB), peak memory {peak:.1f} MiB", flush=True)
    if shutil.which("pgbadger"):
        # A slice: the time of pgbadger grows with the size, and the whole would take half an hour.
        piece = f"{folder}/piece.{form}"
        with open(path, "rb") as big, open(piece, "wb") as out:
            out.write(big.read(32 << 20).rpartition(b"\n")[0] + b"\n")
        part = os.path.getsize(piece) / 1e6
        seconds, _ = measure(["pgbadger", "-q", "-f", {"json": "jsonlog", "csv": "csv"}[form], "-o", f"{folder}/report.html", piece], 1)
        ours, _ = measure([program, "logs-report", "--quiet", piece], runs)
        print(f"pgbadger {form}log: {part / seconds:.1f} MB/s ({part:.0f} MB); logs-report on the same: {part / ours:.0f} MB/s, "
              f"{seconds / ours:.0f} times as fast", flush=True)
        os.remove(piece)
    os.remove(path)
PYTHON
