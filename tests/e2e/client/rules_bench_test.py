"""redactctl rules bench: which rules cost the most; of the text it says nothing."""
import json
import os
import unittest

from support import PASSWORD, TOKEN, ClientCase

LINES = ("2026-11-25T10:00:00Z host app[42]: GET https://example.com/index.html 200 password reset page\n"
         "2026-11-25T10:00:01Z host app[42]: password=%s token ok\n"
         "2026-11-25T10:00:02Z host app[42]: pushed with %s\n" % (PASSWORD, TOKEN))


class RulesBench(ClientCase):
    with_daemon = False

    def bench(self, *options, data=LINES.encode() * 400):
        done = self.redactctl("rules", "bench", *options, data=data)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, b"")
        for secret in (TOKEN, PASSWORD):
            self.assertNotIn(secret, done.stdout.decode())
        return done.stdout.decode()

    def test_json(self):
        document = json.loads(self.bench("-", "--json", "--passes", "3"))
        self.assertEqual(document["bytes"], len(LINES) * 400)
        self.assertEqual(document["passes"], 3)
        self.assertAlmostEqual(document["search_percent"] + document["confirm_percent"] + document["rest_percent"], 100, places=3)
        rules = {rule["rule"]: rule for rule in document["rules"]}
        self.assertEqual(rules["github-pat-classic"]["matches"], 400)
        self.assertEqual(rules["context-password"]["hits"], 800)
        self.assertEqual(rules["context-password"]["matches"], 400)
        percents = [rule["percent"] for rule in document["rules"]]
        self.assertEqual(percents, sorted(percents, reverse=True))
        self.assertLessEqual(sum(percents), 100.01)

    def test_table_of_a_file(self):
        path = os.path.join(self.home, "app.log")
        with open(path, "w", encoding="utf-8") as file:
            file.write(LINES * 400)
        shown = self.bench(path, "--top", "3", "--passes", "1", data=b"").splitlines()
        self.assertRegex(shown[0], r"^\d+\.\d kB, \d+ rules, median of 1 pass: \d+\.\d MB/s on this machine$")
        self.assertRegex(shown[1], r"% finding literals, .* % confirming what they raise, .* % the rest")
        self.assertTrue(shown[3].startswith("share %"), shown)
        self.assertEqual(len(shown), 3 + 1 + 3 + 1)

    def test_a_line_longer_than_a_block(self):
        document = json.loads(self.bench("-", "--json", "--passes", "1", data=b"x=1 token " * 300_000))
        self.assertEqual(document["bytes"], 3_000_000)

    def test_nothing_to_measure(self):
        done = self.redactctl("rules", "bench", "-", data=b"")
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"rules.bench.empty", done.stderr)
        self.assertIn("No literal", self.bench("-", "--passes", "1", data=b"\n"))

    def test_no_such_file(self):
        done = self.redactctl("rules", "bench", "/nonexistent/file")
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"file.unreadable", done.stderr)

    def test_usage(self):
        self.assertEqual(self.redactctl("rules", "bench").returncode, 2)
        self.assertEqual(self.redactctl("rules", "bench", "-", "--passes", "0").returncode, 2)
        self.assertIn(b"share %", self.redactctl("rules", "bench", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
