"""Named queries as a script for psql: prepared once, executed with the values of their headers.

usage: replay.py FILE PAGES
"""
import re
import sys

file, pages = sys.argv[1], int(sys.argv[2])
text = open(file, encoding="utf-8").read()

print("SET ROLE tour_app;")
print("SET plan_cache_mode = force_custom_plan;")
executions = []
for number, part in enumerate(re.split(r"(?m)^-- name:", text)[1:]):
    header = dict(re.findall(r"(?m)^-- (\w+):[ ]*(.*)$", part))
    sql = re.sub(r"(?m)^--.*$", "", part.split("\n", 1)[1]).strip().rstrip(";")
    types, values = [], []
    for parameter in filter(None, header.get("params", "").split("; ")):
        types.append(re.match(r"\$\d+ (.*?) = ", parameter)[1])
        values.append(parameter.split(" = ", 1)[1])
    of = lambda words: f" ({', '.join(words)})" if words else ""
    print(f"PREPARE q{number}{of(types)} AS {sql};")
    executions += [f"EXECUTE q{number}{of(values)};"] * int(header.get("repeat", "1"))
for _ in range(pages):
    print("\n".join(executions))
