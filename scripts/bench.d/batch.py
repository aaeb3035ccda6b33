#!/usr/bin/python3
"""Batches beside plain statements: each pair in one run, on the same rows, made anew for each."""
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time

PROGRAM, CONNECTION, FOLDER = sys.argv[1:4]
SCALE = float(sys.argv[4]) if len(sys.argv) > 4 else 1.0
NAMES = sys.argv[5:] or ["singles", "update", "insert", "upsert", "writers"]
PROFILE = os.path.join(FOLDER, "bench.yaml")


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def psql(sql, connection=CONNECTION):
    return run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", connection], input=sql)


def timed(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began


def batch(*words, connection=CONNECTION):
    return json.loads(run([PROGRAM, "batch", *words, "--format", "json", "--again", "--database-url", connection]))["metrics"]


def table(rows, name="t"):
    psql(f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} (id bigint PRIMARY KEY, a int NOT NULL, note text);"
         f"INSERT INTO {name} SELECT g, 0, 'note ' || g FROM generate_series(1, {rows}) g;")
    psql(f"VACUUM ANALYZE {name}; CHECKPOINT;".replace("; CHECKPOINT", ";\nCHECKPOINT"))


def say(what, plain, ours, ratio, limit, more=""):
    print(f"| {what} | {plain:.3f} s | {ours:.3f} s | {ratio:.2f} | {limit} | {more} |", flush=True)


class Slow:
    """A proxy before the server's socket that holds every packet back: half a round trip each way."""

    def __init__(self, target, delay):
        self.folder = os.path.join(FOLDER, "slow")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.mkdir(self.folder)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.folder, ".s.PGSQL.5432"))
        self.listener.listen()
        self.target, self.delay = target, delay
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=(source, sink), daemon=True).start()

    def pump(self, source, sink):
        while data := source.recv(1 << 16):
            time.sleep(self.delay)
            sink.sendall(data)
        sink.close()


def socket_of(connection):
    parts = dict(word.split("=", 1) for word in connection.split())
    host = parts["host"].strip("'")
    return glob.glob(os.path.join(host, ".s.PGSQL.*[0-9]"))[0], parts


def singles():
    for count, wanted in ((1_000, (">= 30", ">= 100")), (10_000, ("", ""))):
        singles_of(count, wanted)


def singles_of(count, wanted):
    statements, values, hand = (os.path.join(FOLDER, f"singles.{end}") for end in ("sql", "csv", "hand.sql"))
    rows = range(1, count + 1)
    with open(statements, "w") as sql, open(values, "w") as csv, open(hand, "w") as single:
        sql.writelines(f"UPDATE t SET a = {i}, note = 'new {i}' WHERE id = {i};\n" for i in rows)
        csv.write("id,a,note\n")
        csv.writelines(f"{i},{i},new {i}\n" for i in rows)
        single.write("UPDATE t SET a = v.a, note = v.note FROM (VALUES " + ",".join(f"({i}, {i}, 'new {i}')" for i in rows) +
                     ") AS v(id, a, note) WHERE t.id = v.id;\n")
    path, parts = socket_of(CONNECTION)
    slow = Slow(path, 0.0005)
    far = f"host={slow.folder} port=5432 dbname={parts['dbname']} user={parts['user']}"
    for label, connection, limit in (("unix socket", CONNECTION, wanted[0]), ("1 ms round trip", far, wanted[1])):
        table(100_000)
        batch("upsert", values, "--table", "t", connection=connection)  # barqdb.batch is there
        one = timed(lambda: run(["psql", "-X", "-q", "-f", statements, connection]))
        result = {}
        whole = timed(lambda: result.update(batch("upsert", values, "--table", "t", connection=connection)))
        inside = result["elapsed_ms"] / 1000
        floor = timed(lambda: run(["psql", "-X", "-q", "-f", hand, connection]))
        say(f"{count:,} updates, {label}", one, whole, one / whole, limit,
            f"without the start of the program {inside:.3f} s; psql with one statement by hand {floor:.3f} s, {one / floor:.1f}")


def update():
    rows = int(5_000_000 * SCALE)
    table(rows)
    one = timed(lambda: psql("UPDATE t SET a = a + 1;"))
    table(rows)
    result = {}
    ours = timed(lambda: result.update(batch("update", "--table", "t", "--set", "a = a + 1")))
    assert result["rows"] == rows
    say(f"update of {rows:,} rows", one, ours, ours / one, "<= 1.3",
        f"{result['chunks']} chunks, the longest {result['longest_chunk_ms']:.0f} ms")


def csv_of(rows, step=1):
    path = os.path.join(FOLDER, "rows.csv")
    with open(path, "w") as csv:
        csv.write("id,a,note\n")
        for i in range(1, rows + 1):
            csv.write(f"{i * step},{i % 1000},some text for row {i}\n")
    return path


def insert():
    rows = int(5_000_000 * SCALE)
    path = csv_of(rows)
    table(0)
    one = timed(lambda: psql(f"\\copy t (id, a, note) FROM '{path}' WITH (FORMAT csv, HEADER)\n"))
    table(0)
    ours = timed(lambda: batch("insert", path, "--table", "t"))
    say(f"insert of {rows:,} rows from CSV", one, ours, ours / one, "<= 1.2", "beside \\copy")


def upsert():
    rows = int(1_000_000 * max(SCALE, 0.1))
    path = csv_of(rows, 2)
    table(rows)
    one = timed(lambda: psql(
        "BEGIN; CREATE TEMP TABLE s (id bigint, a int, note text);\n"
        f"\\copy s FROM '{path}' WITH (FORMAT csv, HEADER)\n"
        "INSERT INTO t SELECT * FROM s ON CONFLICT (id) DO UPDATE SET a = excluded.a, note = excluded.note; COMMIT;"))
    table(rows)
    ours = timed(lambda: batch("upsert", path, "--table", "t"))
    say(f"upsert of {rows:,} rows, half there", one, ours, ours / one, "<= 1.3", "beside COPY and INSERT ON CONFLICT")


def p99(seconds, rows):
    script = os.path.join(FOLDER, "writer.sql")
    with open(script, "w") as sql:
        sql.write(f"\\set id random(1, {rows})\nUPDATE t SET note = 'writer' WHERE id = :id;\n")
    for old in glob.glob(os.path.join(FOLDER, "log.*")):
        os.remove(old)
    run(["pgbench", "-n", "-c", "16", "-j", "2", "-T", str(seconds), "-f", script, "-l", "--log-prefix", os.path.join(FOLDER, "log"), CONNECTION])
    times = []
    for name in glob.glob(os.path.join(FOLDER, "log.*")):
        with open(name) as log:
            times += [int(line.split()[2]) for line in log]
    times.sort()
    return times[int(len(times) * 0.99)] / 1000, len(times)


def writers():
    rows, seconds = int(2_000_000 * max(SCALE, 0.1)), 20
    table(rows)
    alone, count = p99(seconds, rows)
    for options in ([], ["--max-rate", "20000"]):
        table(rows)
        backfill = subprocess.Popen([PROGRAM, "batch", "update", "--table", "t", "--set", "a = a + 1", "--again", *options,
                                     "--database-url", CONNECTION], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.2)
        beside, others = p99(seconds, rows)
        ended = backfill.poll() is not None
        backfill.terminate()
        backfill.wait()
        done = int(psql("\\t\nSELECT sum(a) FROM t;"))
        print(f"| p99 of 16 writers, {rows:,} rows, {' '.join(options) or 'no options'} | {alone:.2f} ms | {beside:.2f} ms | "
              f"{beside / alone:.2f} | <= 1.25 | {count} and {others} updates of theirs in {seconds} s, {done:,} rows of the "
              f"batch{', which ended before' if ended else ''} |", flush=True)


def machine():
    version = psql("\\t\nSELECT current_setting('server_version');").split()[0]
    return f"{os.cpu_count()} processors, PostgreSQL {version} with its defaults on the same machine"


print(f"""# Batches beside plain statements

    scripts/bench.d/batch.sh{''.join(' ' + word for word in sys.argv[4:])} >docs/batch-benchmarks.md

On {machine()}. Each pair ran one after the other, on the same rows made anew. Times include the start of the
program. Ratios hold on a machine that does nothing else; they differ from run to run by a tenth.

| | plain | batch | ratio | wanted | |
| --- | --- | --- | --- | --- | --- |""", flush=True)
for chosen in NAMES:
    globals()[chosen]()
