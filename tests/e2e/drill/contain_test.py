"""redactctl contain with a real daemon: the whole drill, its order, what it leaves, and doing it twice."""
import base64
import json
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../client"))
from support import ClientCase, under_strace  # noqa: E402


def made_up(prefix, length, alphabet="ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789", seed=7):
    value = ""
    for i in range(length):
        seed = (seed * 1103515245 + 12345) % 2 ** 31
        value += alphabet[(seed >> 8) % len(alphabet)]
    return prefix + value


class ContainCase(ClientCase):
    SECRET = made_up("acmek_", 32)

    def write(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, path):
        with open(path, "rb") as opened:
            return opened.read()

    def contain(self, *options, value=None, label="ACME_KEY", **env):
        return self.redactctl("contain", self.home, "--value-stdin", "--label", label, *options,
                              data=(self.SECRET if value is None else value) + "\n", **env)

    def leaks(self):
        return json.loads(self.redactctl("leaks", "list", "--json").stdout)["leaks"]

    def patterns(self):
        answer = json.loads(self.redactctl("list-patterns", "--json").stdout)
        return [p["id"] for p in answer["patterns"]]


class ContainTest(ContainCase):
    def test_the_whole_drill(self):
        secret = self.SECRET
        history = self.write(".bash_history", "ls\ncurl -H 'X-Key: %s' https://example.com/\n#1700000000\necho %s\n" % (secret, secret[:12]))
        encoded = self.write("app.log", "basic %s\nnothing here\n" % base64.b64encode(b"user:" + secret.encode()).decode())
        clean = self.write("clean.txt", "nothing to see\n")
        before = {path: os.stat(path) for path in (history, encoded, clean)}
        done = self.contain("--json")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual([step["name"] for step in report["steps"]], ["record", "pattern", "scrub", "hunt", "verify", "schedule"])
        self.assertTrue(all(step["ok"] for step in report["steps"]), report["steps"])
        self.assertEqual(set(report), {"id", "label", "state", "elapsed_ms", "steps", "pattern", "scrub", "hunt", "matches_left", "rotate_by",
                                       "next_rotation", "calendar", "todo"})
        self.assertEqual((report["state"], report["matches_left"]), ("contained", 0))
        self.assertEqual((report["scrub"]["matches"], report["scrub"]["partials"], report["scrub"]["masked"]), (2, 1, 3))
        self.assertEqual(report["pattern"]["kind"], "pattern")
        self.assertEqual(report["pattern"]["id"], "leak-acme-key")
        self.assertLess(report["elapsed_ms"], 30000)
        for path, facts in before.items():
            now = os.stat(path)
            self.assertEqual((now.st_ino, now.st_size, now.st_mode), (facts.st_ino, facts.st_size, facts.st_mode))
        self.assertEqual(os.stat(clean).st_mtime_ns, before[clean].st_mtime_ns)
        self.assertNotIn(secret[:10].encode(), self.read(history))
        self.assertIn(b"[REDACTED_ACME_KEY]", self.read(history))
        text = self.read(encoded).split()[1]
        self.assertTrue(base64.b64decode(text).startswith(b"user:[REDACTED_ACME_KEY]"))
        self.assertEqual(self.files_with(secret), [])
        # The shape, not the value, is in force: another key of the same kind is masked by now.
        other = made_up("acmek_", 32, seed=99)
        masked = self.run_program([self.shim, "mask"], "made %s here\n" % other)
        self.assertEqual(masked.stdout, b"made [REDACTED_ACME_KEY] here\n")

    def test_again_changes_nothing(self):
        path = self.write("a.txt", "x %s y\n" % self.SECRET)
        first = json.loads(self.contain("--json").stdout)
        content, patterns = self.read(path), self.patterns()
        again = self.contain("--json")
        second = json.loads(again.stdout)
        self.assertEqual(again.returncode, 0, again.stdout)
        self.assertEqual(second["id"], first["id"])
        self.assertEqual((second["scrub"]["masked"], second["matches_left"]), (0, 0))
        self.assertEqual(self.read(path), content)
        self.assertEqual(self.patterns(), patterns)
        self.assertEqual(len(self.leaks()), 1)
        self.write("b.txt", "again %s\n" % self.SECRET)
        third = json.loads(self.contain("--json").stdout)
        self.assertEqual(third["scrub"]["masked"], 1)
        rows = self.leaks()
        self.assertEqual(len(rows), 1)
        self.assertEqual(sorted(os.path.basename(place["path"]) for place in rows[0]["places"]), ["a.txt", "b.txt"])

    def test_a_value_without_shape_is_held(self):
        value = made_up("", 24)
        self.write("a.txt", value + "\n")
        done = self.contain("--json", value=value, label="ODD_VALUE")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(report["pattern"]["kind"], "value")
        masked = self.run_program([self.shim, "mask"], "it is %s now\n" % value)
        self.assertEqual(masked.stdout, b"it is [REDACTED_ODD_VALUE] now\n")
        again = self.contain("--json", value=value, label="ODD_VALUE")
        self.assertEqual((again.returncode, json.loads(again.stdout)["pattern"]["id"]), (0, report["pattern"]["id"]), again.stdout)

    def test_another_shape_keeps_its_pattern(self):
        self.write("a.txt", self.SECRET + "\n")
        self.assertEqual(self.contain().returncode, 0)
        other = made_up("acmek_", 48)
        self.write("b.txt", other + "\n")
        self.assertEqual(self.contain(value=other).returncode, 0)
        self.assertEqual(sorted(self.patterns()), ["leak-acme-key", "leak-acme-key-2"])
        self.assertEqual(len(self.leaks()), 2)

    def test_no_pattern(self):
        self.write("a.txt", self.SECRET + "\n")
        report = json.loads(self.contain("--no-pattern", "--json").stdout)
        self.assertIsNone(report["pattern"]["id"])
        self.assertEqual(self.patterns(), [])

    def test_what_may_not_be_rewritten_is_named(self):
        repository = os.path.join(self.home, "repo")
        self.write("repo/key.txt", self.SECRET + "\n")
        git = ["git", "-C", repository, "-c", "user.name=x", "-c", "user.email=x@example.com"]
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "add"]):
            self.assertEqual(self.run_program(git + words).returncode, 0)
        done = self.contain("--json")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual((report["state"], report["matches_left"]), ("contained", 1))
        self.assertEqual([left["reason"] for left in report["scrub"]["left"]], ["git"])
        self.assertTrue(any("filter-repo" in line for line in report["todo"]), report["todo"])
        row = self.leaks()[0]
        self.assertEqual([left["reason"] for left in row["left"]], ["git"])
        self.assertTrue(row["left"][0]["path"].startswith("/"))

    def test_for_people(self):
        self.write("a.txt", self.SECRET + "\n")
        done = self.contain()
        self.assertEqual(done.returncode, 0)
        text = done.stdout.decode()
        for word in ("record", "pattern", "scrub", "hunt", "verify", "schedule", "contained", "leaks rotated"):
            self.assertIn(word, text)
        self.assertNotIn(self.SECRET[:10], text + done.stderr.decode())

    def test_dates(self):
        self.write("a.txt", self.SECRET + "\n")
        report = json.loads(self.contain("--ttl", "30d", "--json").stdout)
        row = self.leaks()[0]
        self.assertEqual(row["ttl_days"], 30)
        self.assertEqual(row["next_rotation"], report["next_rotation"])
        found = time.mktime(time.strptime(row["found_at"], "%Y-%m-%dT%H:%M:%SZ"))
        by = time.mktime(time.strptime(report["rotate_by"], "%Y-%m-%dT%H:%M:%SZ"))
        self.assertEqual(by - found, 86400)
        with open(report["calendar"], newline="") as calendar:
            text = calendar.read()
        self.assertIn("BEGIN:VEVENT\r\n", text)
        self.assertNotIn(self.SECRET[6:12], text)

    def test_the_pattern_is_in_force_before_the_first_file_is_touched(self):
        self.write("a.txt", self.SECRET + "\n")
        trace = self.path("trace")
        done = self.run_program(["strace", "-f", "-o", trace, "-s", "300", "-e", "trace=sendto,sendmsg,pwrite64", self.ctl, "contain", self.home,
                                 "--value-stdin", "--label", "ACME_KEY"], self.SECRET + "\n", **under_strace())
        self.assertEqual(done.returncode, 0, done.stderr)
        text = self.read(trace).decode(errors="replace")
        self.assertLess(text.index("patterns.add"), text.index("pwrite64("))
        self.assertLess(text.index("leaks.record"), text.index("patterns.add"))


class RefusedTest(ContainCase):
    def check(self, value, code, status=4):
        path = self.write("a.txt", "x %s y\n" % value)
        before = self.read(path)
        done = self.contain(value=value)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertIn(code, done.stderr.decode())
        self.assertEqual(self.read(path), before)
        self.assertEqual(self.leaks(), [])

    def test_values(self):
        self.check("short77", "drill.value.too_short")
        self.check("", "drill.value.too_short")
        self.check("changeme", "drill.value.is_placeholder")
        self.check("we have lost the connection to it", "drill.value.is_prose")

    def test_arguments(self):
        missing = self.redactctl("contain", os.path.join(self.home, "none"), "--value-stdin", "--label", "X_KEY", data=self.SECRET)
        self.assertIn(b"drill.path.missing", missing.stderr)
        self.assertEqual(missing.returncode, 5)
        for options in (["--label", "lower"], ["--label", "OK", "--ttl", "400d"], ["--label", "OK", "--jobs", "0"], []):
            done = self.redactctl("contain", self.home, "--value-stdin", *options, data=self.SECRET)
            self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.redactctl("contain", self.home, "--label", "OK").returncode, 2)


class NoDaemonTest(ContainCase):
    with_daemon = False

    def test_files_are_done_and_the_pattern_waits(self):
        path = self.write("a.txt", "x %s y\n" % self.SECRET)
        done = self.contain("--json")
        self.assertEqual(done.returncode, 3, done.stderr)
        report = json.loads(done.stdout)
        steps = {step["name"]: step["ok"] for step in report["steps"]}
        self.assertEqual(steps, {"record": False, "pattern": False, "scrub": True, "hunt": True, "verify": True, "schedule": False})
        self.assertNotIn(self.SECRET.encode(), self.read(path))
        self.assertEqual(self.files_with(self.SECRET[6:]), [])
        self.start_daemon()
        self.assertEqual(self.patterns(), ["leak-acme-key"])
        self.assertEqual(self.read(os.path.join(self.state, "pending.jsonl")), b"")
        self.assertEqual(self.contain().returncode, 0)
        self.assertEqual((len(self.leaks()), self.patterns()), (1, ["leak-acme-key"]))
