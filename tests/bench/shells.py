#!/usr/bin/env python3
"""Enter to next prompt, with and without the hook, interleaved in one run: medians and their difference; then with a hung daemon.

REDACTD_BUILD=DIR tests/bench/shells.py [COMMANDS]
"""
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "shell"))
from support import fish, zsh  # noqa: E402
from support.bash import BashCase  # noqa: E402
from support.fish import FishCase  # noqa: E402
from support.zsh import ZshCase  # noqa: E402


class PlainBash(BashCase):
    def hook_text(self):
        return ""


def without_hook(module, opener):
    kept, module.hook = module.hook, lambda shell: ""
    try:
        return opener()
    finally:
        module.hook = kept


def start(kind):
    """A case with its daemon, one shell with the hook and one without."""
    if kind == "bash":
        hooked, plain = BashCase("run_clean"), PlainBash("run_clean")
    else:
        case = {"zsh": ZshCase, "fish": FishCase}[kind]
        hooked, plain = case("run_clean"), case("run_clean")
    hooked.setUp()
    plain.start_daemon = False
    plain.setUp()
    if kind == "bash":
        return hooked, plain, hooked.bash(), plain.bash()
    if kind == "zsh":
        return hooked, plain, hooked.zsh(), without_hook(zsh, plain.zsh)
    return hooked, plain, hooked.fish(), without_hook(fish, plain.fish)


def stroke(shell, line):
    begin = time.perf_counter()
    shell.run(line)
    return (time.perf_counter() - begin) * 1000


# A plain line (by the daemon's file `prefilter`), and one with a literal of the rules, which zsh and fish ask for.
LINES = {"plain": "true number %d", "asked": "true curl %d"}


def compare(line, with_hook, without, commands):
    """Medians of both, interleaved, in ms."""
    ours, theirs = [], []
    for number in range(commands):
        ours.append(stroke(with_hook, line % number))
        theirs.append(stroke(without, line % number))
    return statistics.median(ours), statistics.median(theirs)


def measure(kind, name, commands):
    """One row: the daemon answers, then it is hung (SIGSTOP)."""
    hooked, plain, with_hook, without = start(kind)
    line = LINES[name]
    try:
        for number in range(5):
            stroke(with_hook, line % -number)
            stroke(without, line % -number)
        ours, theirs = compare(line, with_hook, without, commands)
        hooked.box.daemon.freeze()
        first = stroke(with_hook, line % -9)
        # Below the 10 s after which a hung daemon is asked once more, whatever the number of commands.
        hung, bare = compare(line, with_hook, without, min(commands, 300))
        print("%-5s %-6s %9.2f %9.2f %+9.2f   %9.1f %+9.2f" % (
            kind, name, theirs, ours, ours - theirs, first, hung - bare), flush=True)
    finally:
        hooked.box.daemon.thaw()
        hooked.doCleanups()
        plain.doCleanups()


def main():
    commands = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print("Enter to the next prompt, ms, medians of %d commands each\n" % commands +
          "                                          | daemon hung\n"
          "shell line     without      with      more |    first      more")
    for kind in ("bash", "zsh", "fish"):
        for name in LINES:
            measure(kind, name, commands)


if __name__ == "__main__":
    main()
