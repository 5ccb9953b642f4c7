"""The completions name every verb, and load in their shells without a word."""
import os
import re
import subprocess
import unittest

from support import ClientCase

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../client/completions")
FILES = {"bash": "redactctl.bash", "zsh": "_redactctl", "fish": "redactctl.fish"}


class Completions(ClientCase):
    with_daemon = False

    def test_every_verb_is_named(self):
        shown = self.redactctl("--help").stdout.decode()
        verbs = re.findall(r"^  ([a-z-]+)  ", shown.split("Subcommands:")[1], re.M)
        self.assertGreaterEqual(len(verbs), 14)
        for name in FILES.values():
            with open(os.path.join(FOLDER, name)) as opened:
                text = opened.read()
            for verb in verbs + ["exec", "mask", "history", "history-file", "log", "jsonl", "no-pty", "keep-fds"]:
                self.assertIn(verb, text, name)

    def test_syntax(self):
        for shell, name in FILES.items():
            done = self.run_program([shell, "-n", os.path.join(FOLDER, name)])
            self.assertEqual((done.returncode, done.stderr), (0, b""), shell)

    def complete_in_bash(self, line, function="_redactctl"):
        words = line.split(" ")
        script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); %s; printf "%%s\\n" "${COMPREPLY[@]}"' % function
        done = subprocess.run(["bash", "-c", script, "bash", os.path.join(FOLDER, FILES["bash"]), *words], capture_output=True, env=self.env)
        return done.stdout.decode().split()

    def test_bash_completes(self):
        self.assertEqual(self.complete_in_bash("redactctl add"), ["add-pattern"])
        self.assertEqual(self.complete_in_bash("redactctl init f"), ["fish"])
        self.assertIn("--from-secret", self.complete_in_bash("redactctl add-pattern --"))
        self.assertEqual(self.complete_in_bash("redactctl add-pattern --scope u"), ["user"])

    def test_bash_completes_the_shim(self):
        self.assertEqual(self.complete_in_bash("redact-shim ex", "_redact_shim"), ["exec"])
        self.assertEqual(self.complete_in_bash("redact-shim exec --js", "_redact_shim"), ["--jsonl"])
        self.assertIn("bash", self.complete_in_bash("redact-shim exec -- bas", "_redact_shim"))


if __name__ == "__main__":
    unittest.main()
