#!/usr/bin/env python3
"""Asks Alembic and barqdb the same questions about random chains, and fails where the answers differ.

usage: compare.py DRIVER [--seed N] [--graphs N]

No database: Alembic's RevisionMap is filled in memory, barqdb answers through tests/alembic/resolve_driver.cpp.
Differences that are meant are in DELIBERATE below and in docs/alembic-differences.md; each must be seen at least once,
so that the list cannot outlive its reasons.
"""
import argparse
import collections
import random
import subprocess
import sys
import time
import warnings

try:
    from alembic.script.revision import Revision, RevisionError, RevisionMap
except ImportError:
    print("skipped: python3-alembic is not installed")
    sys.exit(77)

warnings.simplefilter("ignore")  # Alembic warns where barqdb refuses

# (question, what barqdb says, what Alembic says, why they may differ); each a part of the text, "ok" for any answer.
DELIBERATE = [
    ("downgrade", "ambiguous: the database has", "ok", "-N with several applied heads: Alembic takes one of them"),
    ("upgrade", "ambiguous: several revisions may come next", "ok", "+N while another branch could go on too"),
    ("upgrade", "ok", "AssertionError", "id-N that ends at base: nothing to do, where Alembic's assertion fails"),
    ("upgrade", "ok", "overlaps with other requested", "heads that depend on each other: the order is clear"),
    ("downgrade", "ok", "Multiple heads", "label@head of a downgrade looks at the label's branch only"),
    ("downgrade", "ok", "Nothing to drop", "an applied target that nothing stands on: nothing to do"),
    ("downgrade", "ok", "Not a valid downgrade target", "the branch of a label reaches above its revision too"),
    ("downgrade", "goes to one revision, not to heads", "ok", "downgrade heads says nothing about what to undo"),
    ("downgrade", "is not on the branch", "ok", "label@id of a downgrade: Alembic does not look at the label"),
    ("revisions", "ok", "ok", "heads are what the command heads lists; Alembic leaves out what others depend on"),
    ("chain", "has a cycle", "ok", "a cycle that Alembic does not see, and walks for ever"),
]


class Chain:
    """Revisions as plain tuples: id, down, depends_on, labels."""

    def __init__(self, rng):
        self.rows = []
        size = rng.randint(1, 14)
        names = list(range(size))
        rng.shuffle(names)  # the order of the file names is not the order of the chain
        ids = [f"rev{n:02d}{rng.choice('abc')}" for n in names]
        labels = iter(["alpha", "beta", "gamma"])
        for at, rev_id in enumerate(ids):
            before = ids[:at]
            kind = rng.random()
            if not before or kind < 0.08:
                down = []
            elif kind < 0.65:
                down = [before[-1]]
            elif kind < 0.85:
                down = [rng.choice(before)]
            else:
                down = rng.sample(before, min(len(before), rng.choice([2, 2, 3])))
            others = [r for r in before if r not in down]
            depends = rng.sample(others, 1) if others and rng.random() < 0.15 else []
            label = [next(labels, None)] if rng.random() < 0.15 else []
            self.rows.append((rev_id, down, depends, [x for x in label if x]))
        labelled = [row for row in self.rows if row[3]]
        if labelled and rng.random() < 0.5:  # depends_on by label
            row = rng.choice(self.rows)
            target = rng.choice(labelled)
            if self.rows.index(target) < self.rows.index(row) and not row[2] and target[0] not in row[1]:
                self.rows[self.rows.index(row)] = (row[0], row[1], [target[3][0]], row[3])
        if rng.random() < 0.05 and size > 2:  # most often a cycle
            first = self.rows[0]
            self.rows[0] = (first[0], [self.rows[-1][0]], first[2], first[3])
        rng.shuffle(self.rows)

    @classmethod
    def unseen_cycle(cls):
        chain = cls.__new__(cls)
        chain.rows = [("rev1", [], [], []), ("rev2", ["rev1", "rev3"], [], []), ("rev3", ["rev2"], [], []),
                      ("rev4", ["rev3"], [], [])]
        return chain

    def has_cycle(self):
        owner = {label: row[0] for row in self.rows for label in row[3]}
        needs = {i: {owner.get(n, n) for n in d + p} for i, d, p, _ in self.rows}
        while True:
            free = [i for i, below in needs.items() if not below]
            if not free:
                return bool(needs)
            needs = {i: below.difference(free) for i, below in needs.items() if i not in free}

    def labels(self):
        return [label for row in self.rows for label in row[3]]

    def alembic(self):
        return RevisionMap(lambda: [Revision(i, tuple(d) or None, tuple(p) or None, tuple(l) or None)
                                    for i, d, p, l in sorted(self.rows)])

    def lines(self):
        text = lambda items: ",".join(items) or "-"
        return [f"revision {i} {text(d)} {text(p)} {text(l)}" for i, d, p, l in self.rows]


def targets_for(rng, chain):
    ids = [row[0] for row in chain.rows]
    pick = lambda: rng.choice(ids)
    step = lambda: rng.randint(1, 3)
    out = ["head", "heads", "base", f"+{step()}", f"-{step()}", pick(), pick()[:5], pick()[:4], f"{pick()}+{step()}",
           f"{pick()}-{step()}", f"head-{step()}", f"{pick()}@head", f"{pick()}@base", f"{pick()}@{pick()}",
           f"{pick()}@+{step()}", f"{pick()}@-{step()}", "nothing"]
    for label in chain.labels():
        out += [label, f"{label}@head", f"{label}@heads", f"{label}@base", f"{label}@{pick()}", f"{label}@+{step()}",
                f"{label}@-{step()}", f"{label}@{pick()}+{step()}"]
    return out


def attempt(call):
    try:
        return "ok", call()
    except (RevisionError, AssertionError, KeyError, AttributeError, TypeError, IndexError) as error:
        return "error", f"{type(error).__name__}: {error}"


def applied_for(rng, chain, rmap):
    """A set closed under ancestors, and the heads that Alembic's version table would hold for it."""
    picked = [rmap.get_revision(rng.choice(chain.rows)[0]) for _ in range(rng.randint(0, 3))]
    closed = set(rmap._get_ancestor_nodes(picked, include_dependencies=True))
    needed = {down for rev in closed for down in rev._all_down_revisions}
    return {rev.revision for rev in closed}, tuple(sorted({rev.revision for rev in closed} - needed))


class Comparison:
    def __init__(self):
        self.questions = []  # line for the driver, kind, Alembic's answer, description
        self.failures = []
        self.seen = collections.Counter()

    def ask(self, line, kind, expected, where):
        self.questions.append((line, kind, expected, where))

    def compare(self, answers):
        asked = [q for q in self.questions if q[1] is not None]
        if len(asked) != len(answers):
            raise SystemExit(f"{len(asked)} questions, but {len(answers)} answers")
        for (line, kind, (verdict, expected), where), answer in zip(asked, answers):
            ours, _, text = answer.partition(" ")
            if ours == verdict == "error":
                self.seen["both refuse"] += 1
            elif ours == verdict == "ok" and (kind == "exists" or set(text.split()) == set(expected)):
                self.seen["equal"] += 1
                if kind in ("upgrade", "downgrade"):
                    self.check_order(kind, text.split(), where, line)
            elif not self.deliberate(line, ours, text, verdict, expected):
                self.failures.append(f"{where}\n  {line}\n  alembic: {verdict} {expected}\n  barqdb:  {answer}")

    def deliberate(self, line, ours, text, verdict, expected):
        for at, (question, mine, theirs, _) in enumerate(DELIBERATE):
            if not line.startswith(question) or theirs not in ("ok" if verdict == "ok" else expected):
                continue
            if mine not in ("ok" if ours == "ok" else text):
                continue
            if question == "revisions" and not line.endswith(" heads"):
                continue
            self.seen[at] += 1
            return True
        return False

    def check_order(self, kind, ids, where, line):
        needs = where.needs
        order = ids if kind == "upgrade" else list(reversed(ids))
        place = {rev_id: at for at, rev_id in enumerate(order)}
        for rev_id in order:
            for need in needs[rev_id]:
                if place.get(need, -1) > place[rev_id]:
                    self.failures.append(f"{where}\n  {line}\n  {need} must come before {rev_id}: {order}")


class Where:
    def __init__(self, seed, number, chain, needs):
        self.seed, self.number, self.chain, self.needs = seed, number, chain, needs

    def __str__(self):
        return f"graph {self.number} of seed {self.seed}:\n  " + "\n  ".join(self.chain.lines())


def labels_are_certain(rmap, chain):
    """Alembic spreads labels down from the last revision that it happens to visit: certain only on plain lines."""
    if len(chain.labels()) != 1:
        return False
    owner = next(rev for rev in chain.rows if rev[3])[0]
    above = list(rmap._get_descendant_nodes([rmap.get_revision(owner)], include_dependencies=False))
    return not any(rev.is_branch_point or rev.is_merge_point or rev._is_real_branch_point for rev in above)


def add_questions(comparison, rng, seed, number):
    chain = Chain(rng) if number else Chain.unseen_cycle()
    rmap = chain.alembic()
    valid, message = attempt(lambda: rmap._revision_map and [])
    needs = {}
    if valid == "ok":
        needs = {row[0]: rmap.get_revision(row[0])._all_down_revisions for row in chain.rows}
    where = Where(seed, number, chain, needs)
    for line in chain.lines():
        comparison.ask(line, None, None, where)
    comparison.ask("chain", "exists", (valid, message), where)
    if valid != "ok" or chain.has_cycle():
        return
    revisions = [rmap.get_revision(row[0]) for row in chain.rows]
    comparison.ask("heads", "set", ("ok", rmap.heads), where)
    comparison.ask("bases", "set", ("ok", rmap.bases), where)
    comparison.ask("branch-points", "set", ("ok", [r.revision for r in revisions if r.is_branch_point]), where)
    if labels_are_certain(rmap, chain):
        for rev in revisions:
            comparison.ask(f"labels {rev.revision}", "set", ("ok", sorted(rev.branch_labels)), where)
    for _ in range(2):
        applied, current = applied_for(rng, chain, rmap)
        applied_text = ",".join(sorted(applied)) or "-"
        for target in targets_for(rng, chain):
            up = attempt(lambda: [r.revision for r in rmap.iterate_revisions(target, current, implicit_base=True)])
            comparison.ask(f"upgrade {applied_text} {target}", "upgrade", up, where)
            down = attempt(lambda: [r.revision for r in rmap.iterate_revisions(current, target,
                                                                                select_for_downgrade=True)])
            comparison.ask(f"downgrade {applied_text} {target}", "downgrade", down, where)
            if not target.startswith(("+", "-")) and "@+" not in target and "@-" not in target and target[-2] not in "+-":
                found = attempt(lambda: [r.revision for r in rmap.get_revisions(target)])
                comparison.ask(f"revisions {applied_text} {target}", "set", found, where)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--graphs", type=int, default=500)
    options = parser.parse_args()
    print(f"seed {options.seed}: run again with --seed {options.seed}")
    comparison = Comparison()
    for number in range(options.graphs):
        add_questions(comparison, random.Random(f"{options.seed}/{number}"), options.seed, number)
    ran = subprocess.run([options.driver], input="".join(q[0] + "\n" for q in comparison.questions), text=True,
                         capture_output=True, check=True)
    comparison.compare(ran.stdout.splitlines())
    print(f"{options.graphs} chains, {len(ran.stdout.splitlines())} questions: {comparison.seen['equal']} answered "
          f"alike, {comparison.seen['both refuse']} refused by both")
    for at, (_, mine, theirs, why) in enumerate(DELIBERATE):
        print(f"{comparison.seen[at]:6} deliberate: {why}")
        if comparison.seen[at] == 0:
            comparison.failures.append(f"never seen any more: {why} ({mine} / {theirs})")
    for failure in comparison.failures[:10]:
        print("\nDIFFERENT: " + failure)
    if comparison.failures:
        print(f"\n{len(comparison.failures)} differences that nobody meant")
    return 1 if comparison.failures else 0


sys.exit(main())
