#!/usr/bin/env python3
"""Enter to next prompt, with and without the hook, interleaved in one run: medians and their difference.

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


def measure(kind, commands, frozen):
    hooked, plain, with_hook, without = start(kind)
    try:
        for number in range(5):
            stroke(with_hook, "true warm %d" % number)
            stroke(without, "true warm %d" % number)
        first = 0.0
        if frozen:
            hooked.box.daemon.freeze()
            first = stroke(with_hook, "true first")
        ours, theirs = [], []
        for number in range(commands):
            ours.append(stroke(with_hook, "true number %d" % number))
            theirs.append(stroke(without, "true number %d" % number))
        a, b = statistics.median(ours), statistics.median(theirs)
        print("%-5s %-8s %8.3f ms %8.3f ms %+8.3f ms   %s" % (
            kind, "hung" if frozen else "", a, b, a - b, "first: %.1f ms" % first if frozen else ""), flush=True)
    finally:
        if frozen:
            hooked.box.daemon.thaw()
        hooked.doCleanups()
        plain.doCleanups()


def main():
    commands = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print("shell daemon   with hook     without  difference")
    for kind in ("bash", "zsh", "fish"):
        measure(kind, commands, frozen=False)
        # Less than the 10 s after which a hung daemon is asked once more.
        measure(kind, commands, frozen=True)


if __name__ == "__main__":
    main()
