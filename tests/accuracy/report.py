"""Scores the built-in rules over the corpora; prints counts, never a row. See tests/accuracy/run."""
import argparse
import collections
import json
import pathlib
import sys

import corpora
import finder
import kinds
import table


def share(rows):
    """rows of (row, found) -> found whole, all."""
    hit = sum(all(found.covers(*secret) for secret in row.secrets) for row, found in rows)
    return {"found": hit, "of": len(rows)}


def grouped(rows, name_of):
    groups = collections.defaultdict(list)
    for row, found in rows:
        groups[name_of(row)].append((row, found))
    return {name: share(group) for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))}


def outside(rows):
    counts = [found.outside(row.secrets) for row, found in rows]
    return {"bytes": sum(counts), "rows": sum(count > 0 for count in counts), "of": len(rows)}


def score():
    names = ("positives", "commands") + corpora.ORDINARY
    lists = [list(corpora.positives()), list(corpora.commands())] + [list(corpora.ordinary(name)) for name in corpora.ORDINARY]
    found = iter(finder.find([row.text for rows in lists for row in rows]))
    scored = {name: [(row, next(found)) for row in rows] for name, rows in zip(names, lists)}
    examples, commands = scored["positives"], scored["commands"]
    exact = sum(all(f.covers(*s) for s in row.secrets) and not f.outside(row.secrets) for row, f in commands)
    return {
        "examples": share(examples), "by_source": grouped(examples, lambda row: row.source), "by_kind": grouped(examples, kinds.kind),
        "commands": {**share(commands), "exact": exact}, "commands_by_kind": grouped(commands, kinds.kind),
        "outside": {"examples": outside(examples), "commands": outside(commands)},
        "ordinary": {name: {"touched": sum(bool(f.spans) for _, f in scored[name]), "of": len(scored[name])} for name in corpora.ORDINARY},
        "unsound": sum(not f.sound for rows in scored.values() for _, f in rows),
    }


def main():
    options = argparse.ArgumentParser(prog="tests/accuracy/run")
    options.add_argument("--json", action="store_true", help="counts as JSON instead of the table")
    options.add_argument("--write", action="store_true", help="write the table to docs/accuracy.md")
    options = options.parse_args()
    if not corpora.present():
        print("no corpora (REDACTD_CORPORA names their directory)")
        return 0
    if not finder.PROGRAM.exists():
        print("no program accuracy_find: build it, and name the build in REDACTD_BUILD", file=sys.stderr)
        return 2
    result = score()
    text = table.markdown(result)
    if options.write:
        pathlib.Path(finder.ROOT / "docs" / "accuracy.md").write_text(text)
    print(json.dumps(result, indent=2) if options.json else text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
