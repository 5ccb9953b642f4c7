"""redactctl test --explain: which literal, which rule, what became of it and why; never the text."""
import json
import os
import pty
import subprocess
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase

TEXT = ("the password=%s here\n"
        "DB_PASSWORD=$FROM_VAULT\n"
        "again %s\n"
        "-----BEGIN CERTIFICATE-----\n"
        "mysqldump -p$PW shop; see https://example.com/x\n"
        "%s\n" % (PASSWORD, PASSWORD, TOKEN))


class Explain(ClientCase):
    with_daemon = False

    def explain(self, text, *options):
        done = self.redactctl("test", "--explain", *options, data=text.encode())
        self.assertEqual(done.returncode, 0, done.stderr)
        for secret in (TOKEN, PASSWORD, PEM.splitlines()[1], "FROM_VAULT"):
            self.assertNotIn(secret, done.stdout.decode() + done.stderr.decode())
        return done.stdout.decode()

    def document(self, text, *options):
        return json.loads(self.explain(text, "--json", *options))

    def test_for_people(self):
        shown = self.explain(TEXT).splitlines()
        self.assertIn('1:5  context-password  masked 16 bytes at byte 13  (anchor "password", context, tier password)', shown)
        self.assertIn('2:4  context-password  let go: the value is a variable or template (11 bytes at byte 47)  '
                      '(anchor "password", context, tier password)', shown)
        self.assertIn("3:7  context-password  masked 16 bytes at byte 65: repeats the value of line 1", shown)
        self.assertTrue(any("header is that of no private key" in line for line in shown), shown)
        self.assertTrue(any("checksum not valid: that never unmasks" in line for line in shown), shown)
        self.assertRegex(shown[-1], r"^\d+ candidates: 3 masked, .*\d+ let go$")
        self.assertNotIn("\x1b", "".join(shown))

    def test_json_holds_the_findings_of_test_json(self):
        for text in (TEXT, PEM + "x\n", "", "\0\xff\n", "password=" + PASSWORD):
            document = self.document(text)
            plain = self.redactctl("test", "--json", data=text.encode()).stdout
            self.assertEqual(document["findings"], json.loads(plain)["findings"])
            masked = sorted((c["start"], c["end"]) for c in document["candidates"] if c["outcome"] == "masked")
            self.assertEqual(masked, [(f["start"], f["end"]) for f in document["findings"]])

    def test_json_gives_reasons(self):
        let_go = {(c["line"], c["rule"]): c["reason"] for c in self.document(TEXT)["candidates"] if c["outcome"] == "let-go"}
        self.assertEqual(let_go[(2, "context-password")], "reference")
        self.assertEqual(let_go[(5, "argv-mysql")], "reference")
        self.assertEqual(let_go[(5, "context-url-password")], "no-user-info")

    def test_one_rule(self):
        rules = {c["rule"] for c in self.document(TEXT, "--rule", "context-url-password")["candidates"]}
        self.assertEqual(rules, {"context-url-password"})

    def test_rules_of_a_directory(self):
        os.mkdir(os.path.join(self.home, "rules"))
        rule = {"id": "acme-key", "label": "ACME_KEY", "title": "Acme", "kind": "prefix", "prefix": "acmekey_", "alphabet": "0-9a-f",
                "length": [16, 16], "mode": "observe", "examples": ["acmekey_0123456789abcdef"], "negative_examples": ["acmekey_"]}
        with open(os.path.join(self.home, "rules", "10-acme.json"), "w", encoding="utf-8") as file:
            json.dump({"schema": 1, "rules": [rule]}, file)
        found = self.document("acmekey_0123456789abcdef acmekey_0\n", "--rule", "acme-key", "--rules-dir", os.path.join(self.home, "rules"))
        self.assertEqual([(c["outcome"], c["reason"]) for c in found["candidates"]], [("observed", None), ("let-go", "short-run")])
        self.assertEqual(found["findings"], [])

    def test_many_candidates_on_a_line(self):
        shown = self.explain("://" * 500 + "\n").splitlines()
        self.assertLess(len(shown), 60)
        self.assertTrue(any(line.startswith("1: ") and "more let go on this line" in line for line in shown), shown[-3:])

    def test_long_input_goes_by_in_pieces(self):
        filler = "an ordinary line of a log, without anything to hide in it\n" * 100_000
        document = self.document("password=%s\n" % PASSWORD + filler + "once more %s\n" % PASSWORD)
        masked = [(c["line"], c["start"]) for c in document["candidates"] if c["outcome"] == "masked"]
        self.assertEqual(masked, [(1, 9), (100_002, 10 + len(PASSWORD) + len(filler) + 10)])

    def test_not_together_with_diff(self):
        self.assertEqual(self.redactctl("test", "--explain", "--diff").returncode, 2)

    def shown_on_terminal(self, *options, **env):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        subprocess.run([self.ctl, "test", *options], input=b"x " + TOKEN.encode(), stdout=theirs, check=True,
                       env={**self.env, "TERM": "xterm", **env})
        os.close(theirs)
        return os.read(ours, 65536)

    def test_colours(self):
        for option in ("--explain", "--diff"):
            self.assertIn(b"\x1b[32m", self.shown_on_terminal(option))
            self.assertNotIn(b"\x1b", self.shown_on_terminal(option, NO_COLOR="1"))
            self.assertIn(b"\x1b[32m", self.shown_on_terminal(option, NO_COLOR=""))
            self.assertNotIn(b"\x1b", self.shown_on_terminal(option, TERM="dumb"))


if __name__ == "__main__":
    unittest.main()
