"""The file by which zsh and fish tell plain lines: never a wrong one, and none that is out of date.

REDACTD_CORPORA names a directory of real lines, read in place; without it the rules' own examples are all there is.
"""
import base64
import gzip
import json
import os
import pathlib
import socket
import subprocess
import unittest

from support.case import ShellCase
from support.daemon import find_built
from support.fish import FishCase
from support.sandbox import hook
from support.zsh import ZshCase

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = pathlib.Path(os.environ.get("REDACTD_CORPORA", ROOT.parent / "shared" / "corpora"))

ZSH = """
while IFS= read -r -d '' line; do
  __redact_is_plain "$line"$'\\n' && print plain || print suspect
done
"""
FISH = """
while read -z line
    __redact_is_plain (string split \\n -- $line); and echo plain; or echo suspect
end
"""


def examples():
    """As they stand in the rule files: a third of them is to be expanded first and holds no secret yet."""
    for path in sorted(ROOT.glob("config/*.d/*.json")):
        for rule in json.loads(path.read_text())["rules"]:
            yield from rule.get("examples", []) + rule.get("negative_examples", [])


def corpora():
    if not CORPORA.is_dir():
        return
    for name in ("commands", "benign_commands", "public_commands"):
        with gzip.open(CORPORA / (name + ".txt.gz"), "rt") as rows:
            yield from (row.rstrip("\n").replace("\u27e6", "").replace("\u27e7", "") for row in rows)
    with gzip.open(CORPORA / "positives.jsonl.gz", "rt") as rows:
        yield from (json.loads(row)["text"] for row in rows)


class Texts(ShellCase):
    def ask(self, texts):
        """Those of which the daemon changes something or gives advice on."""
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(self.box.path("sock", "capture.sock"))
            stream = client.makefile("rwb")
            concerned = set()
            for text in texts:
                body = text.encode()
                stream.write(b"mask %d stream=history\n" % len(body) + body)
                stream.flush()
                header = stream.readline().split()
                answer = stream.read(int(header[1]))
                advice = [int(part[7:]) for part in header if part.startswith(b"advice=")]
                for _ in range(sum(advice)):
                    stream.readline()
                if answer != body or sum(advice):
                    concerned.add(text)
        return concerned

    def judge(self, argv, texts):
        done = subprocess.run(argv, input=b"".join(text.encode() + b"\0" for text in texts), env=self.box.env(), timeout=200,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        answers = done.stdout.decode().split()
        self.assertEqual(len(answers), len(texts), done.stderr[-1000:])
        return {text for text, answer in zip(texts, answers) if answer == "plain"}

    def test_no_line_that_the_engine_changes_is_plain(self):
        texts = [text for text in dict.fromkeys([*examples(), *corpora()]) if text and "\0" not in text]
        concerned = self.ask(texts)
        secrets = [text for text in concerned if "\n" not in text][::20]
        for text in secrets:
            raw = text.encode()
            texts += [base64.b64encode(raw).decode(), base64.b64encode(b"user:" + raw).decode(),
                      "".join("%%%02X" % byte for byte in raw), json.dumps(text).replace("/", "\\/")]
        concerned = self.ask(texts)
        self.assertGreater(len(concerned), 400)  # the rules' own examples alone; the corpora, where they are, make it some thousand
        # Read as a script fish is not interactive.
        fish_hook = hook("fish").replace("status is-interactive; and ", "")
        for argv in (["zsh", "-fic", hook("zsh") + ZSH], ["fish", "--no-config", "-c", fish_hook + FISH]):
            with self.subTest(argv[0]):
                plain = self.judge(argv, texts)
                self.assertGreater(len(plain), 50)
                missed = plain & concerned
                self.assertEqual(len(missed), 0, "%d lines with a finding pass for plain" % len(missed))


class Changes:
    """What makes the file true or not, for one shell."""

    def redactctl(self, *arguments, **env):
        done = subprocess.run([find_built("redactctl"), *arguments], env=self.box.env(**env), stdin=subprocess.DEVNULL, text=True, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def captured(self):
        return json.loads(self.redactctl("status", "--json"))["captured_lines"]

    def test_plain_lines_are_not_asked_for(self):
        shell = self.shell()
        before = self.captured()
        shell.run("echo one two")
        self.assertEqual(self.captured(), before)
        shell.run("echo %s" % self.secret)
        self.assertGreater(self.captured(), before)
        self.assert_nowhere()

    def test_in_the_directory_where_a_user_has_it(self):
        # As in life: no REDACTD_SOCKET_DIR says where.
        self.box.daemon.kill()
        self.box.daemon.socket_dir = self.box.path("run", "redactd")
        os.mkdir(self.box.daemon.socket_dir, 0o700)
        self.box.daemon.start()
        shell = self.shell(REDACTD_SOCKET_DIR="")
        status = lambda: json.loads(self.redactctl("status", "--json", REDACTD_SOCKET_DIR=""))["captured_lines"]
        before = status()
        shell.run("echo one two")
        self.assertEqual(status(), before)
        shell.run("echo %s" % self.secret)
        self.assertGreater(status(), before)
        # A directory that others can write to is none of ours.
        if isinstance(self, ZshCase):
            os.chmod(self.box.daemon.socket_dir, 0o777)
            shell = self.shell(REDACTD_SOCKET_DIR="")
            self.assertIn("no answer from the daemon", shell.run("echo %s" % self.secret))
        self.assert_nowhere()

    def test_a_pattern_acts_on_the_next_line(self):
        shell = self.shell()
        shell.run("echo warm")
        self.redactctl("add-pattern", "--id", "acme", "--label", "ACME", "--pattern", "acmekey_[a-z]{12}")
        shell.run("echo acmekey_qwertyuiopas")
        self.assert_nowhere("acmekey_qwertyuiopas")
        self.assertIn("[REDACTED_ACME]", self.settled(shell))

    def test_a_value_of_the_vault_is_no_plain_word(self):
        shell = self.shell()
        shell.run("echo warm")
        with open(self.box.path("tmp", "value"), "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write("correct horse staple\n")
        self.redactctl("vault", "add", "HORSE", "--file", self.box.path("tmp", "value"))
        os.unlink(self.box.path("tmp", "value"))
        shell.run("echo correct horse staple")
        self.assertIn("[REDACTED_HORSE]", self.settled(shell))
        self.assert_nowhere("correct horse staple")

    def test_a_file_that_cannot_be_trusted_is_not_asked(self):
        path = self.box.path("sock", "prefilter")
        with open(path) as source:
            head = source.readline().split()
        nothing = "zzzz\n\nzzz\nzzzz\t\n"
        texts = {"another version": "%s %s 9.9.9 %s 0\n" % (head[0], head[1], head[3]) + nothing,
                 "another format": "%s 2 %s %s 0\n" % (head[0], head[2], head[3]) + nothing, "empty": "", "head only": " ".join(head) + "\n"}
        shell = self.shell()
        shell.run("echo warm")
        with open(path) as source:
            good = source.read()
        for name, text in texts.items():
            with self.subTest(name):
                with open(path + ".new", "w") as out:
                    out.write(text)
                os.rename(path + ".new", path)
                shell.run("echo '%s' %s" % (name, self.secret))
                self.assert_nowhere()
                # What is remembered of the good file counts no more.
                for _ in range(2):
                    before = self.captured()
                    shell.run("echo one two")
                    self.assertGreater(self.captured(), before)
        with open(path + ".new", "w") as out:
            out.write(good)
        os.rename(path + ".new", path)
        shell.run("echo one two")
        before = self.captured()
        shell.run("echo one two")
        self.assertEqual(self.captured(), before)
        if os.getuid() == 0:
            with open(path + ".new", "w") as out:
                out.write(" ".join(head) + "\n" + nothing)
            os.chown(path + ".new", 65534, 65534)
            os.rename(path + ".new", path)
            shell.run("echo of another user %s" % self.secret)
            self.assert_nowhere()
        os.unlink(path)
        shell.run("echo no file %s" % self.secret)
        self.assert_nowhere()
        self.assertIn("echo no file [REDACTED_", self.settled(shell))


class Zsh(Changes, ZshCase):
    def test_the_open_file_is_in_no_child(self):
        shell = self.shell()
        shell.run("echo warm")
        self.assertIn("prefilter", shell.run("ls -l /proc/$$/fd"))
        self.assertNotIn("prefilter", shell.run("ls -l /proc/self/fd"))

    def shell(self, **env):
        return self.zsh(**env)

    def settled(self, shell):
        shell.run("echo settled")
        return self.history()


class Fish(Changes, FishCase):
    def shell(self, **env):
        return self.fish(**env)

    def settled(self, shell):
        shell.run("echo settled")
        return self.history()


if __name__ == "__main__":
    unittest.main()
