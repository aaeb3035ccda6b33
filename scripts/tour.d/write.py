"""Writes the tour from the index report of the database that barqdb is pointed at.

usage: write.py PROGRAM FILE
Every verdict gets one sentence. A check that has none here ends the script: its sentence has to be written.
"""
import json
import re
import subprocess
import sys

program, file = sys.argv[1:3]


def run(*words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def size(count):
    for unit, digits in (("bytes", 0), ("kB", 0), ("MB", 1), ("GB", 1)):
        if count < 1024 or unit == "GB":
            return f"{count:.{digits}f} {unit}"
        count /= 1024


def plain(name):
    return name.removeprefix("public.")


def counted(count, one, many):
    return f"{count:,} {one if count == 1 else many}"


# A finding in a sentence: what was seen, and why the verdict follows.
SENTENCES = {
    "index.unused": lambda f, e: "No statement of the replay scanned it, but minutes of statistics are no evidence, so nobody is told to drop it."
    if f["verdict"] != "drop" else "Nothing scanned it for as long as the profile asks for.",
    "index.rarely_used": lambda f, e: f"It was scanned {counted(e['scans'], 'time', 'times')} against {e['table_writes']:,} rows written, which is dear, but minutes of statistics are no evidence.",
    "index.duplicate": lambda f, e: f"`{plain(e['kept'])}` has the same columns and does all its work, so every write pays twice for nothing.",
    "index.redundant": lambda f, e: f"Its columns begin `{plain(e['kept'])}`, which finds the same rows; writes pay for both.",
    "index.overlap": lambda f, e: f"It looks like a part of `{plain(e['other'])}` and is none that could go: " + f["message"].split(" (")[0] + ".",
    "index.bloat": lambda f, e: f"{e['bloat_percent']:.0f} % of its pages are empty by {e['grade']}; a rebuild gives {size(e['waste_bytes'])} back.",
    "index.hot_blocking": lambda f, e: "Updates write a column that it holds, and so an entry into every index of the table.",
    "index.brin_candidate": lambda f, e: f"Its column follows the order of the table ({e['correlation']:.2f}), so a BRIN index of a few pages may do for {size(e['bytes'])}, if queries ask for ranges.",
    "index.brin_uncorrelated": lambda f, e: "Its values are spread over the whole table, so that each range of pages holds nearly all of them and it excludes nothing.",
    "index.partial_candidate": lambda f, e: f"With `WHERE {e['where']}` it would hold {100 - e['share_percent']:.0f} % of its entries, which suits queries that name the condition.",
    "index.rls_blocked": lambda f, e: f"Under the tenants' policy it is of no use to the application's role: {e['reason']}.",
    "index.shadowed": lambda f, e: f"A B-tree on its column (`{plain(e.get('kept') or e.get('shadowed_by'))}`) is cheaper for every scan.",
    "index.invalid": lambda f, e: "No query may use it: " + f["message"] + ".",
    "fk.unindexed": lambda f, e: f"A row deleted from `{plain(e['references'])}`, or its key changed, reads the whole table ({counted(e['pages'], 'page', 'pages') if e['pages'] > 0 else 'empty now'}) to find who refers to it.",
    "table.seq_scans": lambda f, e: "It is read as a whole again and again: " + f["message"] + ".",
}

# Why an index stays, by the words of the report.
REASONS = [
    (r"^primary key$", "It is the primary key"),
    (r"^constraint (.*)$", r"It backs the constraint `\1`"),
    (r"^exclusion constraint (.*)$", r"It backs the exclusion constraint `\1`"),
    (r"^unique$", "It keeps values unique"),
    (r"^foreign keys refer to it$", "foreign keys refer to it"),
    (r"^serves the foreign key (.*)$", r"it finds the rows of the foreign key `\1`"),
    (r"^stays for (.*)$", lambda m: "it does the work of " + re.sub(r"(?:public\.)?(\w+)", r"`\1`", m[1]) + ", which can go"),
    (r"^([\d]+) scans? in .*$", lambda m: f"the replay scanned it {counted(int(m[1]), 'time', 'times')}"),
    (r"^no check speaks against it$", "no check speaks against it"),
    (r"^a part of (.*), judged with it$", r"it is a part of `\1` and goes or stays with it"),
    (r"^replica identity$", "it is the replica identity"),
    (r"^its table belongs to an extension$", "its table belongs to an extension"),
    (r"^a part of it keeps a promise$", "one of its parts keeps a promise"),
    (r"^kept by (.*)$", r"the profile keeps it (\1)"),
    (r"^the order of CLUSTER$", "the table is stored in its order"),
]


def reason(text):
    for pattern, words in REASONS:
        match = re.match(pattern, text)
        if match:
            return words(match) if callable(words) else match.expand(words)
    return None


def sentence_of(finding):
    return SENTENCES[finding["check"]](finding, finding["evidence"])


def sentence_of_row(row, findings):
    weight = ["keep", "insufficient evidence", "review", "drop"]
    about = sorted(findings, key=lambda f: -weight.index(f["verdict"]))
    if about and row["verdict"] != "keep":
        return sentence_of(about[0])
    words = [w for w in map(reason, row["reasons"]) if w]
    if not words and about:
        return sentence_of(about[0])
    if not words:
        sys.exit(f"no sentence for {row['index']}: {row['reasons']}")
    text = ", and ".join(words)
    return text[0].upper() + text[1:] + "."


def cell(text):
    return text.replace("|", "\\|")


report = json.loads(run("index-report", "--format", "json", "--sort", "name"))
table = run("index-report").rstrip("\n")
about = {}
for finding in report["findings"]:
    about.setdefault(finding["object"], []).append(finding)

objects = {f"{row['schema']}.{row['index']}" for row in report["rows"]}
verdicts = {}
for row in report["rows"]:
    verdicts[row["verdict"]] = verdicts.get(row["verdict"], 0) + 1
others = [f for f in report["findings"] if f["object"] not in objects]

lines = [
    "# A tour: the index report of a million rows",
    "",
    "`scripts/tour` made this page: the example's chain on a server of its own, `barqdb seed --size 6400` (about a million rows), the",
    "statements of [the example](../migrations/queries/fleet.sql) three times as a role under the tenants' policies, each as often as the",
    "application sends it for a page, then the report. Figures change a little from run to run.",
    "",
    "The statistics are minutes old. So nothing is called unused here: that takes `report.min_evidence` (14 days), and",
    "[snapshots](snapshots.md) that saw the index. What follows from definitions alone can be said at once.",
    "",
    f"Of {len(report['rows'])} indexes " + ", ".join(f"{n} `{v}`" for v, n in sorted(verdicts.items(), key=lambda x: -x[1])) +
    f"; {len(others)} findings about tables and foreign keys.",
    "",
    "## Every verdict in a sentence",
    "",
]
by_table = {}
for row in report["rows"]:
    by_table.setdefault(f"{row['schema']}.{row['table']}", []).append(row)
for name in sorted(by_table):
    lines += [f"### {plain(name)}", "", "| index | verdict | why |", "|---|---|---|"]
    for row in by_table[name]:
        why = sentence_of_row(row, about.get(f"{row['schema']}.{row['index']}", []))
        lines.append(f"| `{row['index']}` | {row['verdict']} | {cell(why)} |")
    for finding in others:
        if finding.get("table") == name:
            lines.append(f"| {finding['check']}: `{finding['object'].split('.')[-1]}` | {finding['verdict']} | {cell(sentence_of(finding))} |")
    lines.append("")
for finding in others:
    if finding.get("table") not in by_table:
        lines.append(f"- {finding['check']} `{plain(finding['object'])}` [{finding['verdict']}]: {sentence_of(finding)}")
lines += ["## The report as it is printed", "", "```", "$ barqdb index-report", table, "```", ""]
open(file, "w", encoding="utf-8").write("\n".join(lines))
