"""The recipes of docs/programs.md, run as they stand there."""
import json
import os
import re
import unittest

from support import TOKEN, ClientCase

DOC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../docs/programs.md")
MASK = r"\[REDACTED_\w+\]"


def recipe(title):
    with open(DOC) as opened:
        section = re.split(r"^#+ ", opened.read(), flags=re.M)
    body = next(text for text in section if text.startswith(title + "\n"))
    return re.search(r"^```\w+\n(.*?)^```", body, re.M | re.S).group(1)


class Recipes(ClientCase):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path("bin"))
        os.symlink(self.shim, self.path("bin/redact-shim"))
        self.env["PATH"] = self.path("bin") + ":/usr/bin:/bin"

    def write(self, name, text, mode=0o644):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as opened:
            opened.write(text)
        os.chmod(path, mode)
        return path

    def check(self, done, status=0, out=r"\Aone %s\n\Z" % MASK, error=r"\Atwo %s\n\Z" % MASK):
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertRegex(done.stdout.decode(), out)
        self.assertRegex(done.stderr.decode(), error)

    def test_github_actions(self):
        shell = re.search(r"^    shell: (.*)$", recipe("GitHub Actions"), re.M).group(1)
        step = self.write("step.sh", "echo one %s\necho two %s >&2\nfalse | true\necho never" % (TOKEN, TOKEN))
        # As the runner does it: the file's name in the place of {0}, no shell in between.
        self.check(self.run_program([word.replace("{0}", step) for word in shell.split()]), 1)

    def test_gitlab(self):
        line = re.search(r"^    - (.*)$", recipe("GitLab CI"), re.M).group(1)
        self.write("ci/build.sh", "echo one %s\necho two %s >&2\nexit 3" % (TOKEN, TOKEN))
        self.check(self.run_program(["bash", "-eo", "pipefail"], line + "\n"), 3)

    def test_buildkite(self):
        hook = self.write("hooks/command", recipe("Buildkite"), 0o755)
        self.check(self.run_program([hook], BUILDKITE_COMMAND="echo one %s\necho two %s >&2\nexit 4" % (TOKEN, TOKEN)), 4)

    def test_cron(self):
        line = recipe("cron").split(None, 5)[5].strip()
        backup = self.write("backup", "#!/bin/sh\necho one %s $1\necho two %s >&2\n" % (TOKEN, TOKEN), 0o755)
        line = line.replace("/usr/local/bin/backup", backup)
        # What crontab(5) says a command gets.
        env = {"HOME": self.home, "LOGNAME": "tester", "SHELL": "/bin/sh"}
        self.check(self.run_program(["/bin/sh", "-c", line], **env), 0, r"\Aone %s --all\n\Z" % MASK)
        with open(os.path.join(self.state, "sink/redacted.jsonl")) as opened:
            rows = [json.loads(row) for row in opened]
        self.assertEqual([row["tag"] for row in rows], ["backup", "backup"])
        self.assertEqual(self.files_with(TOKEN), [backup])

    def test_make(self):
        self.write("sub/Makefile", "all: a b\na b: ; @echo one %s\n" % TOKEN)
        self.write("Makefile", recipe("make") + "all:\n\t@echo two %s >&2\n\t@+$(MAKE) --no-print-directory -C sub\n" % TOKEN)
        self.check(self.run_program(["make", "-j2", "--no-print-directory"]), 0, r"\A(one %s\n){2}\Z" % MASK)
        self.write("Makefile", recipe("make") + "all:\n\t@exit 7\n")
        self.assertIn(b"Error 7", self.run_program(["make"]).stderr)

    def test_agents_shell(self):
        shell = self.write("bin/agent-shell", recipe("AI coding agents"), 0o755)
        self.check(self.run_program([shell, "-c", "echo one $1; echo two $1 >&2; exit 5", "name", TOKEN]), 5)

    def test_transcripts(self):
        rows = [{"role": "tool", "content": "line\n" + TOKEN}, {"role": "user", "content": "no secret"}]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        self.write("rows", text)
        self.write("old.jsonl", text)
        self.write("bin/agent", '#!/bin/sh\n[ "$1" = --print-json ] && cat rows\n', 0o755)
        done = self.run_program(["bash", "-e", "-c", recipe("Transcripts")])
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        for name in ("transcript.jsonl", "old.jsonl"):
            with open(self.path(name)) as opened:
                got = [json.loads(line) for line in opened]
            self.assertRegex(got[0]["content"], r"\Aline\n%s\Z" % MASK)
            self.assertEqual(got[1], rows[1])


if __name__ == "__main__":
    unittest.main()
