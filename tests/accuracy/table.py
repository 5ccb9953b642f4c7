"""The scores as docs/accuracy.md."""
# Measured on the other half of the same collection, 2026-11-25: examples %, commands %, look-alikes %, public commands %, log lines per 10,000.
OTHERS = (
    ("betterleaks (411 rules)", "72.6", "43.5", "1.7", "0.09", "9.4"), ("gitleaks (221)", "63.9", "33.1", "0", "0", "0"),
    ("TruffleHog (979)", "62.7", "17.5", "1.2", "0.01", "0.6"), ("kingfisher (721)", "60.1", "27.9", "1.2", "0.01", "0"),
    ("Titus (464)", "45.5", "31.2", "1.7", "0.02", "0.6"), ("detect-secrets 1.5.0 (27 plug-ins)", "42.6", "27.2", "2.7", "0.01", "0"),
    ("Nosey Parker (189)", "28.5", "25.3", "1.0", "0", "0.6"), ("secretlint 12.0.0, recommended preset", "7.7", "10.9", "0", "0", "0"),
    ("atuin's built-in filter (22)", "3.0", "7.3", "0.7", "0", "0"),
    ("HISTIGNORE of four words (drops the line)", "65.8", "50.6", "46.8", "0.44", "168"),
    ("the six scanners together", "95.9", "55.6", "-", "-", "-"),
)
HEAD = """# Accuracy

Written by `tests/accuracy/run --write`; the figures are counts over corpora that are read in place (`REDACTD_CORPORA`) and are no part of this
project. **These corpora were read while the rules were tuned: on data that nobody here has seen, the figures will be lower.**

## Beside other tools
"""
MEANING = """
- *Examples*: of the example rows in the scanners' own tests, those with every byte of the marked secret masked.
- *Commands*: of the command and log lines with one to three marked secrets, those with every byte of all of them masked.
- *Look-alikes*, *public commands*, *logs*: lines without a secret that came out changed in any byte.
- The other tools' figures come from the **other half** of the same collection, which these rules were not tuned on; ours are from the half at
  hand. Many rows come from those tools' own tests. They show the distance, not a race. detect-secrets and secretlint ran as themselves; gitleaks, betterleaks, kingfisher,
  Nosey Parker, Titus and TruffleHog are their rule files run by a stand-in, with keywords, entropy limits and stop words, without verification.
- Each row is a text of its own: nothing that one row shows helps with the next. About 1 example row in 50 may be labelled wrongly.
"""


def percent(part, whole, digits=1):
    return f"{100 * part / max(1, whole):.{digits}f}"


def recall(title, groups):
    lines = [f"| {title} | rows | found | % |", "|---|---|---|---|"]
    return "\n".join(lines + [f"| {name} | {one['of']} | {one['found']} | {percent(one['found'], one['of'])} |" for name, one in groups.items()]) + "\n"


def beside(result):
    plain = {name: (one["touched"], one["of"]) for name, one in result["ordinary"].items()}
    ours = ("**redactd** (tuned on this half)", percent(result["examples"]["found"], result["examples"]["of"]),
            percent(result["commands"]["found"], result["commands"]["of"]), percent(*plain["benign_commands"]),
            percent(*plain["public_commands"], 2), f"{10000 * plain['logs'][0] / plain['logs'][1]:.1f}")
    lines = ["| tool | examples % | commands % | look-alikes touched % | public commands % | logs per 10,000 |", "|---|---|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in (ours,) + OTHERS]) + "\n"


def false_hits(result):
    lines = ["| lines without a secret | lines | changed | per 10,000 |", "|---|---|---|---|"]
    for name, one in result["ordinary"].items():
        lines.append(f"| {name.replace('_', ' ')} | {one['of']} | {one['touched']} | {10000 * one['touched'] / one['of']:.1f} |")
    return "\n".join(lines) + "\n"


def markdown(result):
    commands, out = result["commands"], result["outside"]
    exact = (f"Of {commands['of']} lines, {commands['found']} ({percent(commands['found'], commands['of'])} %) have every secret masked whole, and "
             f"{commands['exact']} ({percent(commands['exact'], commands['of'])} %) are exact to the byte: no byte beyond the secret is masked.\n")
    beyond = "".join(f"- {name}: {one['bytes']} bytes outside the marked secret were masked, in {one['rows']} of {one['of']} rows.\n" for name, one in out.items())
    return "\n".join((
        HEAD, beside(result), MEANING, "## Recall by source\nWhose tests the example row is from.\n", recall("source", result["by_source"]),
        "## Recall by kind\nWhere the secret stands, told by what is before it: a rough sorting, first match wins.\n", recall("examples", result["by_kind"]),
        "## Command lines\n" + exact, recall("commands", result["commands_by_kind"]), "## False hits\n", false_hits(result),
        "## Bytes outside a secret\nRows may hold a second secret that is not marked, so that these counts are upper bounds.\n", beyond,
        f"In {result['unsound']} rows of all corpora a byte between the masks changed, or masking the result again changed it.\n",
        "## What guards it\nEach rule's own examples, which `ctest -R catalogue` runs without any corpora: rule by rule, and the marked rows of `tests/catalogue/commands`, tool by tool.\n"))
