#!/usr/bin/env python3
"""verify beside grep, and scrub beside verify, over warm logs, interleaved in one run: medians and their ratios.

REDACTD_BUILD=DIR tests/bench/drill.py [MEGABYTES]      700 by default, in TMPDIR
"""
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e", "client"))
from support import built  # noqa: E402

VALUE = b"cfut_EXAMPLE0123456789abcdefEXAMPLE0123456789abcd"
ROUNDS = 5


def make(path, megabytes, matches=10000):
    choose = random.Random(5)
    words = ["".join(choose.choices("abcdefghijklmnopqrstuvwxyz", k=choose.randint(2, 9))) for _ in range(3000)]
    lines = [("2026-11-25T%02d:%02d host%d app[%d]: %s\n" % (choose.randrange(24), choose.randrange(60), choose.randrange(20), choose.randrange(30000),
                                                             " ".join(choose.choices(words, k=10)))).encode() for _ in range(50000)]
    size, every = 0, megabytes * 1000000 // matches
    with open(path, "wb") as out:
        while size < megabytes * 1000000:
            choose.shuffle(lines)
            block = b"".join(lines)
            for at in range(0, len(block), every):
                end = block.find(b"\n", at) + 1
                out.write(block[at:end] + b"token " + VALUE + b" used\n")
                out.write(block[end:at + every])
            size += len(block)


def run(command, **options):
    begun = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True, check=False, **options)
    return time.monotonic() - begun, int(done.stderr.split()[-1])


def main():
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 700
    ctl, folder = built("redactctl"), tempfile.mkdtemp(prefix="redactd-bench-")
    try:
        log, copy = os.path.join(folder, "log"), os.path.join(folder, "copy")
        make(log, megabytes)
        times, peaks = {}, {}
        for _ in range(ROUNDS):
            shutil.copyfile(log, copy)
            os.sync()
            for name, command, data in (
                    ("grep", ["grep", "-cF", VALUE.decode(), copy], None),
                    ("verify", [ctl, "verify", copy, "--value-stdin"], VALUE),
                    ("verify, one thread", [ctl, "verify", copy, "--value-stdin", "--jobs", "1"], VALUE),
                    ("scrub", [ctl, "scrub", copy, "--value-stdin"], VALUE)):
                seconds, peak = run(command, input=data, env={**os.environ, "LC_ALL": "C"})
                times.setdefault(name, []).append(seconds)
                peaks[name] = max(peaks.get(name, 0), peak)
        median = {name: statistics.median(all_of) for name, all_of in times.items()}
        print("verify / grep -cF: %.2f; with one thread: %.2f" % (median["verify"] / median["grep"], median["verify, one thread"] / median["grep"]))
        print("scrub of 10,000 matches / verify: %.2f" % (median["scrub"] / median["verify"]))
        print("peak memory: %.0f MiB" % (max(peaks["verify"], peaks["scrub"]) / 1024))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
