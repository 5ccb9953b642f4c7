"""redactctl rules import: foreign rule files, written for these tests, become rules that mask."""
import json
import os
import random
import stat
import string
import unittest

from support import ClientCase

GITLEAKS = """
[[rules]]
id = "acme-token"
description = "Acme token"
regex = '''\\b(acme_(?i)[a-z0-9]{24})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
keywords = ["acme_"]
[[rules]]
id = "bare-hash"
regex = '''[0-9a-f]{40}'''
"""
KINGFISHER = """
rules:
  - name: Beta Key
    id: kingfisher.beta.1
    pattern: |
      (?x)(?i)
      betakey          # the name
      [\\ \\t]* = [\\ \\t]*
      ( [[:xdigit:]]{32} )
      \\b
    min_entropy: 2.5
    examples:
      - betakey = 00000000000000000000000000000000
"""
NOSEYPARKER = """
rules:
- name: Gamma Pair
  id: np.gamma.1
  pattern: 'gammaid=([a-z]{8,20});gammakey=([0-9A-Za-z]{30})(?:;|$)'
  negative_examples: [gammaid=x]
- name: Twice
  id: np.gamma.2
  pattern: '([a-z]{8})-\\1'
"""
TRUFFLEHOG = """
detectors:
- name: delta
  keywords: [delta]
  regex:
    token: 'delta-([0-9a-f]{32})'
"""
PATTERN_MAP = '{"Epsilon": "epsilon_[0-9A-Z]{24}"}'


def generated(alphabet, length):
    return "".join(random.Random(7).choices(alphabet, k=length))


class Import(ClientCase):
    with_daemon = False

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as opened:
            opened.write(text if isinstance(text, bytes) else text.encode())
        return path

    def imported(self, scanner, name, text, *options):
        """The report, once the written file has passed its check."""
        out = self.path("rules/60-%s.json" % scanner)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        done = self.redactctl("rules", "import", "--from", scanner, self.write(name, text), "-o", out, "--json", *options)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        checked = self.redactctl("rules", "check", out)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        return json.loads(done.stdout)

    def masked(self, text):
        done = self.redactctl("test", "--rules-dir", self.path("rules"), data=text)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def test_each_scanner(self):
        hexadecimal, alnum = generated("0123456789abcdef", 32), generated(string.ascii_letters + string.digits, 30)
        for scanner, name, text, raw, masked in (
                ("gitleaks", "g.toml", GITLEAKS, "x acme_%s y" % alnum[:24], "x [REDACTED_ACME_TOKEN] y"),
                ("kingfisher", "k.yml", KINGFISHER, "BetaKey = %s" % hexadecimal, "BetaKey = [REDACTED_BETA_KEY]"),
                ("noseyparker", "n.yml", NOSEYPARKER, "gammaid=someexample;gammakey=%s" % alnum, "gammaid=someexample;gammakey=[REDACTED_GAMMA_PAIR]"),
                ("trufflehog-regex", "t.yml", TRUFFLEHOG, "delta-%s" % hexadecimal, "delta-[REDACTED_DELTA]"),
                ("trufflehog-regex", "t.json", PATTERN_MAP, "epsilon_%s" % alnum.upper()[:24], "[REDACTED_EPSILON]")):
            with self.subTest(scanner=scanner, name=name):
                report = self.imported(scanner, name, text)
                self.assertEqual(len(report["translated"]), 1)
                self.assertEqual(self.masked(raw), masked)

    def test_what_is_refused_is_named(self):
        report = self.imported("gitleaks", "g.toml", GITLEAKS)
        self.assertEqual(report["translated"], [{"id": "gitleaks-acme-token", "from": "acme-token", "notes": []}])
        self.assertEqual([(one["rule"], one["code"]) for one in report["refused"]], [("bare-hash", "import.no_anchor")])
        report = self.imported("noseyparker", "n.yml", NOSEYPARKER)
        self.assertEqual([(one["rule"], one["code"]) for one in report["refused"]], [("np.gamma.2", "import.pattern.backreference")])
        self.assertEqual(report["translated"][0]["notes"], ["masked: group 2 of its 2"])

    def test_foreign_examples_are_not_copied(self):
        self.imported("kingfisher", "k.yml", KINGFISHER)
        self.assertEqual(len(self.files_with("0" * 32)), 1)  # the foreign file itself

    def test_report_as_text(self):
        out = self.path("out.json")
        done = self.redactctl("rules", "import", "--from", "gitleaks", self.write("g.toml", GITLEAKS), "--output", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.decode().splitlines()
        self.assertTrue(lines[0].startswith("refused bare-hash: import.no_anchor: "), lines)
        self.assertEqual(lines[-1], "1 of 2 rules translated; 1 refused")
        self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o644)

    def test_to_stdout_with_the_report_on_stderr(self):
        done = self.redactctl("rules", "import", "--from", "gitleaks", self.write("g.toml", GITLEAKS))
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout)["rules"][0]["id"], "gitleaks-acme-token")
        self.assertIn(b"1 of 2 rules translated; 1 refused\n", done.stderr)

    def test_directory(self):
        self.write("many/a.yml", KINGFISHER)
        self.write("many/b.yaml", NOSEYPARKER)
        self.write("many/c.txt", "no rules")
        self.write("many/d.yml", "rules: [")
        done = self.redactctl("rules", "import", "--from", "kingfisher", self.path("many"), "-o", self.path("out.json"), "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual([one["id"] for one in report["translated"]], ["kingfisher-beta-1", "kingfisher-gamma-1"])
        self.assertEqual([one["code"] for one in report["faults"]], ["import.syntax"])
        self.assertIn(b"d.yml:1: This is no valid YAML.", done.stderr)

    def test_observe(self):
        self.imported("gitleaks", "g.toml", GITLEAKS, "--observe")
        raw = "x acme_%s y" % generated(string.ascii_letters, 24)
        self.assertEqual(self.masked(raw), raw)

    def test_nothing_to_translate(self):
        out = self.write("out.json", "as it was")
        for text, status in (("[[rules]]\nid='a'\nregex='[0-9]{40}'\n", 1), ("[[rules]]\nid='a'\nregex='''x\n", 5), ("title='x'", 5)):
            done = self.redactctl("rules", "import", "--from", "gitleaks", self.write("g.toml", text), "-o", out)
            self.assertEqual(done.returncode, status, done.stderr)
            with open(out) as opened:
                self.assertEqual(opened.read(), "as it was")

    def test_input_that_cannot_be_read(self):
        os.mkdir(self.path("empty"))
        os.mkfifo(self.path("fifo"))
        for name in ("absent.toml", "empty", "fifo"):
            done = self.redactctl("rules", "import", "--from", "gitleaks", self.path(name))
            self.assertEqual(done.returncode, 5, name)
            self.assertIn(b"redactctl: file.unreadable: ", done.stderr)
        done = self.redactctl("rules", "import", "--from", "gitleaks", self.write("large.toml", b"#" * (50 << 20)))
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"file.too_large", done.stderr)
        done = self.redactctl("rules", "import", "--from", "gitleaks", self.write("g.toml", GITLEAKS), "-o", self.path("absent/out.json"))
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"file.unwritable", done.stderr)

    def test_no_content_in_messages(self):
        for scanner, text in (("gitleaks", "[[rules]]\nregex = 'HUSHHUSH\n"), ("kingfisher", "rules:\n  - name: [HUSHHUSH\n x"),
                              ("trufflehog-regex", '{"a" "HUSHHUSH"}'), ("kingfisher", b"rules:\n  - name: HUSHHUSH\x00")):
            done = self.redactctl("rules", "import", "--from", scanner, self.write("f", text))
            self.assertEqual(done.returncode, 5)
            self.assertIn(b"import.syntax", done.stderr)
            self.assertNotIn(b"HUSHHUSH", done.stderr + done.stdout)

    def test_usage(self):
        path = self.write("g.toml", GITLEAKS)
        for arguments in ((), (path,), ("--from", "gitleaks"), ("--from", "grep", path)):
            done = self.redactctl("rules", "import", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(b"ctl.usage", done.stderr)


if __name__ == "__main__":
    unittest.main()
