"""The measurements of scripts/bench: each claim a ratio, its sides run in turns on one server.

usage: compare.py PROGRAM CONNINFO FOLDER [MEASUREMENT…]
"""

import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROGRAM, CONNINFO, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])
REPOSITORY = Path(__file__).resolve().parents[2]
# Debian's psql on the path is a script that looks for the real one.
BIN = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
PSQL = BIN + "/psql" if os.path.exists(BIN + "/psql") else "psql"
PARTS = dict(part.split("=", 1) for part in shlex.split(CONNINFO))
TABLES, COLUMNS = 20, 10


def conninfo(database):
    return f"host={PARTS['host']} user={PARTS['user']} dbname={database}"


def sql(text, database="postgres"):
    subprocess.run([PSQL, conninfo(database), "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", text], check=True,
                   stdout=subprocess.DEVNULL)


def timed(command):
    """Seconds of a command that must succeed."""
    begin = time.monotonic()
    child = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=FOLDER)
    seconds = time.monotonic() - begin
    if child.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{child.stdout.decode()}")
    return seconds


def peak_of(command):
    """Peak resident MiB. Counted below `time`: a child of this Python would inherit the peak of Python itself."""
    file = FOLDER / "peak"
    timed(["/usr/bin/time", "-f", "%M", "-o", str(file), *command])
    return int(file.read_text()) / 1024


def in_turns(commands, runs, before=None):
    """Median seconds by name; the first round warms up and does not count."""
    seconds = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if before:
                before(name)
            elapsed = timed(command)
            if number > 0:
                seconds[name].append(elapsed)
    return {name: statistics.median(values) for name, values in seconds.items()}


def barqdb(*words, chain, database):
    return [PROGRAM, *words, "--migrations", str(chain), "--database-url", conninfo(database)]


def make_chain(name, count):
    folder = FOLDER / name
    folder.mkdir()
    for number in range(count):
        down = f'"{number - 1:05}"' if number else "null"
        (folder / f"{number:05}_table.yaml").write_text(
            f'revision: "{number:05}"\ndown_revision: {down}\ndescription: table {number}\n'
            f'steps:\n  - sql: {{up: "CREATE TABLE t{number} (id bigint)", down: "DROP TABLE t{number}"}}\n')
    return folder


def make_alembic(name, count, upgrade):
    """An Alembic folder with `count` revisions; upgrade(number) is the body of each. None when it is not installed."""
    try:
        import alembic  # noqa: F401
        import psycopg2  # noqa: F401
    except ImportError:
        return None
    folder = FOLDER / name
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(
        "from alembic import context\nfrom sqlalchemy import create_engine, pool\n"
        "engine = create_engine(context.config.get_main_option('sqlalchemy.url'), poolclass=pool.NullPool)\n"
        "with engine.connect() as connection:\n"
        "    context.configure(connection=connection)\n"
        "    with context.begin_transaction():\n        context.run_migrations()\n")
    for number in range(count):
        down = repr(f"{number - 1:05}") if number else None
        (folder / "versions" / f"r{number:05}.py").write_text(
            f"from alembic import op\nrevision = '{number:05}'\ndown_revision = {down}\n\n"
            f"def upgrade():\n" + "".join(f"    op.execute({line!r})\n" for line in upgrade(number)) +
            "\ndef downgrade():\n    pass\n")
    return folder


def alembic(folder, database):
    config = FOLDER / f"{folder.name}-{database}.ini"
    config.write_text(f"[alembic]\nscript_location = {folder}\n"
                      f"sqlalchemy.url = postgresql://{PARTS['user']}@/{database}?host={PARTS['host']}\n")
    return [sys.executable, "-m", "alembic.config", "-c", str(config), "upgrade", "head"]


def row(what, ours, other, name, goal):
    ratio = ours / other
    verdict = "" if goal is None else f"≤ {goal} × {'met' if ratio <= goal else '**missed**'}"
    print(f"| {what} | {ours * 1000:,.0f} ms | {name} {other * 1000:,.0f} ms | {ratio:.2f} × | {verdict} |", flush=True)


def limit(what, value, unit, goal):
    verdict = f"< {goal} {unit} {'met' if value < goal else '**missed**'}"
    print(f"| {what} | {value:,.3g} {unit} | | | {verdict} |", flush=True)


def nothing_to_do():
    chain = make_chain("chain25", 25)
    sql("CREATE DATABASE nothing")
    timed(barqdb("upgrade", "head", chain=chain, database="nothing"))
    commands = {"barqdb": barqdb("upgrade", "head", chain=chain, database="nothing"),
                "psql": [PSQL, conninfo("nothing"), "-XqAtc", "select 1"]}
    folder = make_alembic("alembic25", 25, lambda number: [f"CREATE TABLE t{number} (id bigint)"])
    if folder:
        sql("CREATE DATABASE nothing_alembic")
        commands["alembic"] = alembic(folder, "nothing_alembic")
        timed(commands["alembic"])
    median = in_turns(commands, 25)
    what = "`upgrade head` with nothing to do, 25 revisions"
    row(what, median["barqdb"], median["psql"], "`psql -c 'select 1'`", 1.5)
    if folder:
        row(what, median["barqdb"], median["alembic"], "`alembic upgrade head`", None)


def long_chain():
    chain = make_chain("chain10000", 10000)
    sql("CREATE DATABASE long")
    timed(barqdb("stamp", "head", chain=chain, database="long"))
    median = in_turns({"whole": barqdb("upgrade", "head", chain=chain, database="long"),
                       "files": [PROGRAM, "heads", "--migrations", str(chain)]}, 15)
    limit("`upgrade head` with nothing to do, 10,000 revisions", median["whole"], "s", 0.25)
    row("… of that reading the files: `heads`", median["files"], median["whole"], "the whole", None)


def indexes(rows, runs, what):
    """One revision of indexes on tables that the revision before it made; beside it with the ledger to make as well."""
    template = f"indexes_{rows}"
    columns = ", ".join(f"c{number} integer" for number in range(COLUMNS))
    values = ", ".join(f"(i * {7919 + 2 * number}) % 100003" for number in range(COLUMNS))
    tables, statements, definitions = [], [], ""
    for table in range(TABLES):
        tables.append(f"CREATE TABLE t{table} ({columns})")
        definitions += f"t{table}:\n"
        for number in range(COLUMNS):
            statements.append(f"CREATE INDEX idx_t{table}_c{number} ON t{table} (c{number})")
            definitions += f"  idx_t{table}_c{number}: {{columns: [c{number}]}}\n"
    chain = FOLDER / f"chain_{rows}"
    (chain / "indexes").mkdir(parents=True)
    (chain / "indexes" / "all.yaml").write_text(definitions)
    (chain / "0001.sql").write_text('-- revision: "0001"\n-- down_revision: null\n-- barqdb:up\n' + ";\n".join(tables) +
                                    ";\n-- barqdb:down\nDROP TABLE " + ", ".join(f"t{table}" for table in range(TABLES)) + ";\n")
    (chain / "0002.yaml").write_text('revision: "0002"\ndown_revision: "0001"\ndescription: indexes\n'
                                     "steps:\n  - create_indexes: indexes/all.yaml\n")
    sql(f"CREATE DATABASE {template}")
    timed(barqdb("upgrade", "0001", chain=chain, database=template))
    for table in range(TABLES):
        sql(f"INSERT INTO t{table} SELECT {values} FROM generate_series(1, {rows}) i; ANALYZE t{table}", template)
    sql("CHECKPOINT")
    bare = FOLDER / f"chain_{rows}_bare"
    (bare / "indexes").mkdir(parents=True)
    (bare / "indexes" / "all.yaml").write_text(definitions)
    (bare / "0002.yaml").write_text('revision: "0002"\ndown_revision: null\ndescription: indexes\n'
                                    "steps:\n  - create_indexes: indexes/all.yaml\n")
    script = FOLDER / f"{rows}.sql"
    script.write_text(";\n".join(statements) + ";\n")
    words = ("upgrade", "head", "--online", "never")
    commands = {"barqdb": barqdb(*words, chain=chain, database="fresh"),
                "first": barqdb(*words, chain=bare, database="fresh"),
                "psql": [PSQL, conninfo("fresh"), "-Xq1", "-v", "ON_ERROR_STOP=1", "-f", str(script)]}
    folder = make_alembic(f"alembic_{rows}", 1, lambda _: statements)
    if folder:
        commands["alembic"] = alembic(folder, "fresh")

    def before(name):
        sql("DROP DATABASE IF EXISTS fresh")
        sql(f"CREATE DATABASE fresh TEMPLATE {template}")
        if name != "barqdb":
            sql("DROP SCHEMA barqdb CASCADE", "fresh")
        sql("CHECKPOINT")

    median = in_turns(commands, runs, before)
    row(what, median["barqdb"], median["psql"], "`psql -1 -f`", 1)
    row("… as the first run on a database, which makes the ledger", median["first"], median["psql"], "`psql -1 -f`", None)
    if folder:
        row(what, median["first"], median["alembic"], "`alembic upgrade head`", None)
    sql("DROP DATABASE IF EXISTS fresh")
    sql(f"DROP DATABASE {template}")


def fleet_memory():
    sql("CREATE DATABASE fleet")
    peak = peak_of(barqdb("upgrade", "head", chain=REPOSITORY / "migrations", database="fleet"))
    limit("peak memory of `upgrade head`, BARQ Fleet on an empty database", peak, "MiB", 32)


def index_report():
    sql("CREATE DATABASE report")
    words = subprocess.run([REPOSITORY / "scripts/bench.d/index_report.sh", conninfo("report")], check=True,
                           capture_output=True, text=True, env=os.environ | {"BARQDB": PROGRAM, "RUNS": "9"}).stdout
    print("\n`index-report` on 10,000 indexes over 2,000 tables (goals: < 0.5 s, < 64 MiB):\n")
    for line in words.splitlines():
        print(f"- {line}")


def main():
    version = subprocess.run([PSQL, conninfo("postgres"), "-XqAtc", "show server_version"], check=True,
                             capture_output=True, text=True).stdout.strip()
    chosen = "".join(f" {name}" for name in sys.argv[4:])
    print(f"# Benchmarks\n\nMade by `scripts/bench{chosen} >docs/benchmarks.md`, which starts a private server and runs the sides of each\n"
          f"comparison in turns; medians. PostgreSQL {version}, {os.cpu_count()} processors. The ratios are the claim, the\n"
          "times depend on the machine.\n\n| what | barqdb | beside it | ratio | goal |\n|---|---|---|---|---|", flush=True)
    for name in sys.argv[4:] or MEASUREMENTS:
        MEASUREMENTS[name]()


MEASUREMENTS = {
    "nothing": nothing_to_do,
    "long": long_chain,
    "empty": lambda: indexes(0, 15, f"{TABLES * COLUMNS} indexes on empty tables in one revision"),
    "full": lambda: indexes(100000, 3, f"{TABLES * COLUMNS} indexes on {TABLES} tables of 100,000 rows, `--online never`"),
    "memory": fleet_memory,
    "report": index_report,
}
main()
