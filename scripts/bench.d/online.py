"""The measurements of scripts/bench_online: the sides of each comparison run in turns on one server; medians.

usage: online.py PROGRAM CONNINFO FOLDER RUNS SECONDS_OF_LOAD ROWS [MEASUREMENT…]
"""

import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROGRAM, CONNINFO, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])
RUNS, LOAD_SECONDS, ROWS = int(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6])
BIN = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
PARTS = dict(part.split("=", 1) for part in shlex.split(CONNINFO))
TABLES, INDEXES = 6, 4
COLUMNS = ["(a)", "(b)", "(c, a)", "(a, b)"]
CLIENTS = 16


def tool(name):
    """A program of the server's own version: Debian's on the path are scripts that look for the real ones."""
    for folder in [BIN, *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]:
        if os.path.exists(f"{folder}/{name}"):
            return f"{folder}/{name}"
    return name


PSQL, PGBENCH = tool("psql"), tool("pgbench")


def conninfo(database):
    return f"host={PARTS['host']} user={PARTS['user']} dbname={database}"


def sql(text, database="postgres"):
    """One statement, or several by lines: each of its own, so that DROP DATABASE may be among them."""
    lines = [word for line in text.splitlines() for word in ("-c", line)]
    out = subprocess.run([PSQL, conninfo(database), "-XqAt", "-v", "ON_ERROR_STOP=1", *lines], check=True,
                         capture_output=True, text=True)
    return out.stdout.strip()


def start(command):
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=FOLDER, text=True)


def finish(child):
    output, _ = child.communicate()
    if child.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, child.args))}\n{output}")
    return output


def timed(commands):
    """Seconds until all of the commands, begun at once, have ended well."""
    begin = time.monotonic()
    for child in [start(command) for command in commands]:
        finish(child)
    return time.monotonic() - begin


def in_turns(sides, before):
    seconds = {name: [] for name in sides}
    for _ in range(RUNS):
        for name, commands in sides.items():
            before()
            seconds[name].append(timed(commands))
    return {name: statistics.median(values) for name, values in seconds.items()}


def row(what, ours, other, name, goal):
    ratio = ours / other
    verdict = "" if goal is None else f"≤ {goal} × {'met' if ratio <= goal else '**missed**'}"
    print(f"| {what} | {ours:.2f} s | {name} {other:.2f} s | {ratio:.2f} × | {verdict} |", flush=True)


def fill(database):
    sql(f"DROP DATABASE IF EXISTS {database}\nCREATE DATABASE {database}")
    for table in range(TABLES):
        sql(f"CREATE TABLE t{table} (id bigint, a int, b text, c timestamptz)\n"
            f"INSERT INTO t{table} SELECT i, hashint4(i), md5(i::text), now() - i * interval '1 s' FROM generate_series(1, {ROWS}) AS i\n"
            f"VACUUM ANALYZE t{table}", database)


def statements(concurrently="", tables=range(TABLES)):
    return [f"CREATE INDEX {concurrently}idx_t{table}_{i} ON t{table} {COLUMNS[i]}" for table in tables for i in range(INDEXES)]


def script(name, lines):
    path = FOLDER / f"{name}.sql"
    path.write_text("".join(line + ";\n" for line in lines))
    return [PSQL, conninfo("bench"), "-Xq", "-v", "ON_ERROR_STOP=1", "-f", str(path)]


def chain(name, definitions):
    folder = FOLDER / name
    (folder / "indexes").mkdir(parents=True)
    (folder / "indexes" / "all.yaml").write_text("".join(
        f"{table}:\n" + "".join(f"  {index}: {{columns: [{columns}]}}\n" for index, columns in indexes.items())
        for table, indexes in definitions.items()))
    (folder / "0001.yaml").write_text('revision: "0001"\ndown_revision: null\nsteps:\n  - create_indexes: indexes/all.yaml\n')
    return folder


def barqdb(folder, *words):
    return [PROGRAM, "upgrade", "head", *words, "--migrations", str(folder), "--database-url", conninfo("bench")]


def six_tables():
    return {f"t{t}": {f"idx_t{t}_{i}": COLUMNS[i].strip("()") for i in range(INDEXES)} for t in range(TABLES)}


def drop_all():
    """Back to tables without indexes, without filling them again."""
    names = sql("SELECT indexrelid::regclass FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid "
                "WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisprimary", "bench").split()
    sql("DROP SCHEMA IF EXISTS barqdb CASCADE\n" + (f"DROP INDEX {', '.join(names)}\n" if names else "") + "CHECKPOINT", "bench")


def maintenance():
    fill("bench")
    sql("\n".join(statements()), "bench")
    dump = FOLDER / "bench.dump"
    subprocess.run([tool("pg_dump"), "-Fc", "-f", str(dump), conninfo("bench")], check=True)
    listing = subprocess.run([tool("pg_restore"), "-l", str(dump)], check=True, capture_output=True, text=True).stdout
    wanted = FOLDER / "indexes.list"
    wanted.write_text("".join(line + "\n" for line in listing.splitlines() if " INDEX " in line))
    folder = chain("maintenance", six_tables())
    median = in_turns({
        "barqdb": [barqdb(folder, "--online", "never", "--jobs", "2")],
        "restore": [[tool("pg_restore"), "-j2", "-L", str(wanted), "-d", conninfo("bench"), str(dump)]],
        "psql": [script("maintenance", statements())],
    }, drop_all)
    what = f"{TABLES * INDEXES} indexes on {TABLES} tables of {ROWS:,} rows, `--online never --jobs 2`"
    row(what, median["barqdb"], median["restore"], "`pg_restore -j2`", 1)
    row("…", median["barqdb"], median["psql"], "one psql session", None)


def concurrent():
    fill("bench")
    folder = chain("concurrent", six_tables())
    halves = [script(f"concurrent{half}", statements("CONCURRENTLY ", range(half, TABLES, 2))) for half in range(2)]
    median = in_turns({
        "barqdb": [barqdb(folder, "--online", "always", "--jobs", "2")],
        "two": halves,
        "one": [script("concurrent", statements("CONCURRENTLY "))],
    }, drop_all)
    what = f"{TABLES * INDEXES} indexes on {TABLES} tables of {ROWS:,} rows, `--online always --jobs 2`"
    row(what, median["barqdb"], median["two"], "two psql sessions", 1.1)
    row("…", median["barqdb"], median["one"], "one psql session", None)


def overhead():
    count = 200
    sql("DROP DATABASE IF EXISTS bench\nCREATE DATABASE bench")
    for table in range(20):
        sql(f"CREATE TABLE e{table} ({', '.join(f'c{i} int' for i in range(10))})", "bench")
    folder = chain("overhead", {f"e{t}": {f"idx_e{t}_{i}": f"c{i}" for i in range(10)} for t in range(20)})
    lines = [f"CREATE INDEX CONCURRENTLY idx_e{t}_{i} ON e{t} (c{i})" for t in range(20) for i in range(10)]
    median = in_turns({"barqdb": [barqdb(folder, "--online", "always")], "psql": [script("overhead", lines)]}, drop_all)
    own = (median["barqdb"] - median["psql"]) / count * 1000
    row(f"{count} indexes on empty tables, `--online always`", median["barqdb"], median["psql"], "one psql session", None)
    print(f"| … the tool's own share of an index | {own:.2f} ms | | | ≤ 2 ms {'met' if own <= 2 else '**missed**'} |", flush=True)


def p99(build):
    """Latency of updates by 16 clients, in ms, from the moment the build begins to its end."""
    drop_all()
    for old in FOLDER.glob("pgbench_log*"):
        old.unlink()
    load = start([PGBENCH, "-n", "-c", str(CLIENTS), "-j", "2", "-T", "3600", "-l", "--log-prefix", str(FOLDER / "pgbench_log"),
                  "-f", str(FOLDER / "update.sql"), conninfo("bench")])
    time.sleep(LOAD_SECONDS)  # clients come up, caches fill
    begin = time.time()
    seconds = timed([build])
    end = time.time()
    load.terminate()
    load.communicate()
    latencies = []
    for log in FOLDER.glob("pgbench_log*"):
        for line in log.read_text().splitlines():
            fields = line.split()
            if len(fields) >= 6 and begin <= int(fields[4]) + int(fields[5]) / 1e6 <= end:
                latencies.append(int(fields[2]) / 1000)
    latencies.sort()
    return latencies[int(len(latencies) * 0.99)], seconds


def writers():
    fill("bench")
    (FOLDER / "update.sql").write_text(f"\\set id random(1, {ROWS})\n\\set t random(0, {TABLES - 1})\n"
                                       "UPDATE t:t SET c = now() WHERE id = :id;\n")
    for table in range(TABLES):
        sql(f"ALTER TABLE t{table} ADD PRIMARY KEY (id)", "bench")
    folder = chain("writers", {f"t{t}": {f"idx_t{t}_{i}": COLUMNS[i].strip("()") for i in range(2)} for t in range(TABLES)})
    lines = [f"CREATE INDEX CONCURRENTLY idx_t{t}_{i} ON t{t} {COLUMNS[i]}" for t in range(TABLES) for i in range(2)]
    sides = {"barqdb": barqdb(folder, "--online", "always"), "psql": script("writers", lines)}
    seen = {name: [] for name in sides}
    for _ in range(RUNS):
        for name, build in sides.items():
            seen[name].append(p99(build))
    ours, other = (statistics.median(value[0] for value in seen[name]) for name in sides)
    ratio = ours / other
    print(f"| p99 of updates by {CLIENTS} clients during an online build of {len(lines)} indexes on {ROWS:,} rows | {ours:.1f} ms | "
          f"one psql session {other:.1f} ms | {ratio:.2f} × | ≤ 1.1 × {'met' if ratio <= 1.1 else '**missed**'} |", flush=True)
    row("… the build itself", *(statistics.median(value[1] for value in seen[name]) for name in sides), "one psql session", None)


MEASUREMENTS = {"maintenance": maintenance, "concurrent": concurrent, "overhead": overhead, "writers": writers}


def main():
    print(f"PostgreSQL {sql('show server_version')}, {os.cpu_count()} processors, medians of {RUNS}\n\n"
          "| what | barqdb | beside it | ratio | goal |\n|---|---|---|---|---|", flush=True)
    for name in sys.argv[7:] or MEASUREMENTS:
        MEASUREMENTS[name]()


main()
