"""The built-in rules' findings in many texts, from the program accuracy_find of a build."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("REDACTD_BUILD", ROOT / "build" / "release"))
PROGRAM = BUILD / "tests" / "accuracy_find"


class Found:
    """What was found in one text: `spans` of (begin, end, rule id) in bytes; `sound`: nothing else changed, and masking again changes nothing."""

    def __init__(self, line):
        same, *spans = line.split()
        self.sound = same == "1"
        self.spans = [(int(begin), int(end), rule) for begin, end, rule in (span.split(":") for span in spans)]

    def covers(self, begin, end):
        """Every byte of [begin, end) is masked."""
        for left, right, _ in self.spans:
            if left <= begin < right:
                begin = right
        return begin >= end

    def outside(self, secrets):
        """How many masked bytes belong to none of the (begin, end) in `secrets`."""
        masked = {at for left, right, _ in self.spans for at in range(left, right)}
        for begin, end in secrets:
            masked.difference_update(range(begin, end))
        return len(masked)


def find(texts, rules=None, expand=False):
    """A Found for each of `texts` (bytes); `rules[i]`, if given, is the one rule that runs on text i."""
    rules = rules or ["-"] * len(texts)
    frames = b"".join(b"%s %d\n%s" % (rule.encode(), len(text), text) for rule, text in zip(rules, texts))
    command = [str(PROGRAM)] + (["--expand"] if expand else [])
    answers = subprocess.run(command, input=frames, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    assert len(answers) == len(texts), (len(answers), len(texts))
    return [Found(line) for line in answers]
