"""The ledger: rows and their life with a real daemon, keys, faults, export and import, the verbs that show it."""
import hashlib
import json
import os
import re
import signal
import sqlite3
import stat
import unittest

from ledger_case import OTHER, VALUE, LedgerCase, row


class Rows(LedgerCase):
    def test_a_row_holds_what_was_agreed_and_never_the_value(self):
        answer = self.record(note="by a test", ttl_days=30)
        self.assertTrue(answer["new"])
        leak = answer["leak"]
        self.assertEqual(set(leak), {"id", "fingerprint", "label", "rule", "state", "found_at", "contained_at", "rotated_at", "rotate_by",
                                     "ttl_days", "next_rotation", "overdue", "pattern_id", "places", "left", "uid", "note", "history"})
        self.assertRegex(leak["id"], r"\Aleak-[0-9a-f]{8}\Z")
        self.assertRegex(leak["fingerprint"], r"\A[0-9a-f]{32}\Z")
        self.assertEqual((leak["state"], leak["ttl_days"], leak["uid"], leak["overdue"]), ("open", 30, os.getuid(), False))
        self.assertRegex(leak["rotate_by"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
        self.stop_daemon(signal.SIGTERM)
        self.assertEqual(self.files_with(VALUE), [])
        self.assertEqual(self.files_with(VALUE[:12]), [])

    def test_the_same_value_is_the_same_leak(self):
        first = self.record()
        for value in (VALUE, VALUE + "\n"):
            again = self.record(value, label="OTHER")
            self.assertFalse(again["new"])
            self.assertEqual(again["leak"]["id"], first["leak"]["id"])
        self.assertTrue(self.record(OTHER)["new"])
        self.assertEqual(len(self.leaks()), 2)

    def test_acknowledged_rows_survive_kill_and_restart(self):
        for number in range(8):
            self.record("EXAMPLE-value-number-%d" % number)
        before = self.leaks()
        self.stop_daemon(signal.SIGKILL)
        self.start_daemon()
        self.assertEqual(self.leaks(), before)
        self.assertFalse(self.record("EXAMPLE-value-number-3")["new"])
        self.stop_daemon(signal.SIGTERM)
        self.start_daemon()
        self.assertEqual(self.leaks(), before)

    def test_states_go_forward_and_reopen_when_seen_again(self):
        leak = self.record()["leak"]["id"]
        place = {"path": "/var/log/a \"b\"\u00e9.log", "count": 3, "how": "in-place"}
        done = self.call("leaks.update", id=leak, state="contained", places=[place], left=[{"path": "/j", "count": 1, "reason": "journal"}])
        self.assertEqual(done["leak"]["state"], "contained")
        self.assertEqual(done["leak"]["places"], [place])
        self.assertEqual(done["calendar"], self.state_file("leaks.ics"))
        rotated = self.redactctl("leaks", "rotated", leak[:9], "--note", "minted anew")
        self.assertEqual(rotated.returncode, 0, rotated.stderr)
        self.assertIn(leak.encode(), rotated.stdout)
        self.assertEqual(self.call("leaks.update", id=leak, state="contained"), "ledger.state_backwards")
        again = self.record()
        self.assertTrue(again["reopened"])
        self.assertEqual(again["leak"]["state"], "open")
        states = [event["to"] for event in again["leak"]["history"]]
        self.assertEqual(states, ["open", "contained", "rotated", "open"])
        self.assertEqual(self.redactctl("leaks", "close", leak).returncode, 4)
        self.assertEqual(self.redactctl("leaks", "close", leak, "--note", "the service is gone").returncode, 0)
        self.assertEqual(self.leaks()[0]["state"], "closed")

    def test_who_and_when_is_in_the_audit_file(self):
        leak = self.record()["leak"]["id"]
        self.call("leaks.set_state", id=leak, state="rotated")
        with open(self.state_file("audit.jsonl")) as opened:
            lines = [json.loads(line) for line in opened]
        self.assertEqual([(line["action"], line["id"], line["by"]["uid"]) for line in lines],
                         [("leak-record", leak, os.getuid()), ("leak-rotated", leak, os.getuid())])

    def test_history_cannot_be_rewritten(self):
        self.record()
        with sqlite3.connect(self.state_file("ledger.sqlite")) as database:
            for statement in ("DELETE FROM history", "UPDATE history SET uid = 9"):
                with self.assertRaises(sqlite3.IntegrityError):
                    database.execute(statement)
        database.close()

    def test_a_secret_in_a_note_or_a_path_is_masked(self):
        token = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
        answer = self.record(note="see " + token, places=[{"path": "/tmp/" + token, "count": 1, "how": "in-place"}])
        self.assertNotIn(token, json.dumps(answer))
        self.stop_daemon(signal.SIGTERM)
        self.assertEqual(self.files_with(token), [])

    def test_wrong_calls_are_refused(self):
        self.assertEqual(self.record("short"), "drill.value.too_short")
        self.assertEqual(self.record("x" * 70000), "drill.value.too_long")
        self.assertEqual(self.record(label="lower"), "rpc.params_invalid")
        self.assertEqual(self.record(ttl_days=367), "ledger.ttl_invalid")
        self.assertEqual(self.record(fingerprint="0" * 32), "rpc.params_invalid")
        self.assertEqual(self.call("leaks.record", label="ACME_KEY"), "rpc.params_invalid")
        self.assertEqual(self.call("leaks.record", label="ACME_KEY", fingerprint="xyz"), "rpc.params_invalid")
        self.assertEqual(self.call("leaks.update", id="leak-00000000", state="contained"), "ledger.not_found")
        self.assertEqual(self.call("leaks.set_state", id="leak-00000000", state="open"), "rpc.params_invalid")
        reader, writer = os.pipe()
        self.assertEqual(self.call("leaks.record", reader, label="ACME_KEY"), "ledger.value_invalid")
        os.close(reader)
        os.close(writer)
        self.assertEqual(self.leaks(), [])

    def test_a_long_time_to_live_is_warned_about(self):
        self.assertEqual(self.record(ttl_days=180)["warnings"], [])
        self.assertEqual(len(self.record(OTHER, ttl_days=181)["warnings"]), 1)

    def test_the_rule_says_how_often_to_rotate(self):
        rules = [one["id"] for one in self.call("rules.list")["rules"]]
        self.assertIn("cloudflare-user-token", rules)
        self.assertEqual(self.record(rule="cloudflare-user-token")["leak"]["ttl_days"], 90)


class Keys(LedgerCase):
    def test_fingerprints_are_keyed_and_files_are_private(self):
        fingerprint = self.record()["leak"]["fingerprint"]
        value = VALUE.encode()
        for size in (16, 32, 64):
            self.assertNotEqual(hashlib.blake2b(value, digest_size=size).hexdigest()[:32], fingerprint)
        for name in ("sha1", "sha256", "md5"):
            self.assertNotEqual(hashlib.new(name, value).hexdigest()[:32], fingerprint)
        with open(self.state_file("fingerprint.key"), "rb") as opened:
            key = opened.read()
        self.assertEqual(len(key), 32)
        self.assertEqual(hashlib.blake2b(value, key=key, digest_size=16).hexdigest(), fingerprint)
        self.call("leaks.set_state", id=self.leaks()[0]["id"], state="rotated")
        for name in ("fingerprint.key", "ledger.sqlite", "ledger.sqlite-wal", "leaks.ics", "audit.jsonl"):
            self.assertEqual(stat.S_IMODE(os.stat(self.state_file(name)).st_mode), 0o600, name)

    def test_after_rekey_old_leaks_are_recognised(self):
        old = self.record()["leak"]
        done = self.redactctl("ledger", "rekey", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)), (0, {"keys": 2}), done.stderr)
        self.assertEqual(self.record()["leak"]["id"], old["id"])
        self.record(OTHER)
        with open(self.state_file("fingerprint.key"), "rb") as opened:
            keys = opened.read()
        self.assertEqual(len(keys), 64)
        self.assertEqual(hashlib.blake2b(OTHER.encode(), key=keys[:32], digest_size=16).hexdigest(), self.leaks()[1]["fingerprint"])
        self.stop_daemon(signal.SIGKILL)
        self.start_daemon()
        self.assertEqual(self.record()["leak"]["id"], old["id"])

    def test_a_damaged_key_is_not_overwritten(self):
        self.stop_daemon(signal.SIGTERM)
        with open(self.state_file("fingerprint.key"), "wb") as out:
            out.write(b"EXAMPLE")
        self.start_daemon()
        self.assertEqual(self.record(), "ledger.key_invalid")
        with open(self.state_file("fingerprint.key"), "rb") as opened:
            self.assertEqual(opened.read(), b"EXAMPLE")


class Faults(LedgerCase):
    with_daemon = False

    def masks(self):
        done = self.history_by_daemon("mysql -phunter2EXAMPLE77 x")
        self.assertEqual(done.returncode, 0)
        return b"hunter2EXAMPLE77" not in done.stdout

    def unavailable(self):
        self.start_daemon()
        self.assertTrue(self.masks())
        for method in ("leaks.list", "leaks.calendar", "leaks.export", "masks.by_day", "ledger.rekey"):
            self.assertEqual(self.call(method), "ledger.unavailable")
        self.assertEqual(self.record(), "ledger.unavailable")
        self.assertIsNone(self.call("status")["leaks_overdue"])
        self.assertEqual(self.redactctl("leaks", "list").returncode, 5)
        with open(self.path("daemon.log")) as opened:
            self.assertIn("ledger.unavailable", opened.read())

    def test_a_damaged_ledger_does_not_stop_masking(self):
        os.makedirs(self.state, 0o700)
        with open(self.state_file("ledger.sqlite"), "wb") as out:
            out.write(b"x" * 10000)
        self.unavailable()
        with open(self.state_file("ledger.sqlite"), "rb") as opened:
            self.assertEqual(opened.read(), b"x" * 10000)
        os.rename(self.state_file("ledger.sqlite"), self.state_file("ledger.damaged"))
        self.assertTrue(self.record()["new"])  # without a restart

    def test_a_link_in_its_place_is_not_followed(self):
        os.makedirs(self.state, 0o700)
        open(self.path("elsewhere"), "w").close()
        os.symlink(self.path("elsewhere"), self.state_file("ledger.sqlite"))
        self.unavailable()
        self.assertEqual(os.path.getsize(self.path("elsewhere")), 0)

    def test_without_a_daemon_the_verbs_say_so(self):
        for words in (("leaks", "list"), ("leaks", "report"), ("ledger", "export")):
            self.assertEqual(self.redactctl(*words).returncode, 3, words)


class Overdue(LedgerCase):
    def test_old_dates_are_overdue_everywhere(self):
        self.assertEqual(self.redactctl("leaks", "list").returncode, 0)
        self.import_rows(row(1), row(2, found={"hours": -1}), row(3, state="rotated", found={"days": -200}, rotated={"days": -91}),
                         row(4, state="closed", found={"days": -400}))
        listed = self.redactctl("leaks", "list", "--json")
        self.assertEqual(listed.returncode, 1)
        overdue = {leak["id"]: leak["overdue"] for leak in json.loads(listed.stdout)["leaks"]}
        self.assertEqual(list(overdue.values()), [True, False, True, False])
        self.assertEqual(len(json.loads(self.redactctl("leaks", "list", "--overdue", "--json").stdout)["leaks"]), 2)
        status = self.call("status")
        self.assertEqual((status["leaks_open"], status["leaks_overdue"]), (2, 2))
        metrics = self.redactctl("metrics").stdout.decode()
        self.assertRegex(metrics, r'(?m)^redactd_leaks\{state="contained"\} 2$')
        self.assertRegex(metrics, r"(?m)^redactd_leaks_overdue 2$")
        checks = {check["name"]: check for check in json.loads(self.redactctl("doctor", "--json").stdout)["checks"]}
        self.assertEqual(checks["leaks.overdue"]["health"], "wrong")
        for leak in [one for one, late in overdue.items() if late]:
            self.assertEqual(self.redactctl("leaks", "rotated", leak).returncode, 0)
        self.assertEqual(self.redactctl("leaks", "list").returncode, 0)

    def test_show_tells_the_steps(self):
        leak = dict(row(1, label="CF_TOKEN", places=[{"path": "/a\x1b[31m", "count": 2, "how": "in-place"}]), rule="cloudflare-user-token")
        self.import_rows(leak)
        shown = self.redactctl("leaks", "show", leak["id"][5:8]).stdout.decode()
        steps = [line for line in shown.splitlines() if re.match(r"  \d\. ", line)]
        self.assertEqual(len(steps), 5)
        for word, step in zip(("Mint", "Verify", "Update the vault", "Delete the old", "redactctl leaks rotated " + leak["id"]), steps):
            self.assertIn(word, step)
        self.assertIn("never PUT", shown)
        self.assertEqual(json.loads(self.redactctl("leaks", "show", leak["id"], "--json").stdout)["id"], leak["id"])
        self.assertEqual(self.redactctl("leaks", "show", "leak-").returncode, 0)
        self.import_rows(row(2))
        self.assertEqual(self.redactctl("leaks", "show", "leak-").returncode, 4)
        self.assertEqual(self.redactctl("leaks", "show", "nope").returncode, 4)


class Transfer(LedgerCase):
    def export(self):
        done = self.redactctl("ledger", "export")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_export_and_import_lose_nothing(self):
        self.record(places=[{"path": "/a\n\"b\"", "count": 1, "how": "in-place"}])
        self.import_rows(row(1), row(2, note="two\nlines"), masks=[{"day": "2026-01-31", "rule": "github-pat-classic", "count": 7}])
        path = self.path("out.json")
        self.assertEqual(self.redactctl("ledger", "export", "-o", path).returncode, 0)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        before = self.export()
        self.stop_daemon(signal.SIGTERM)
        for name in ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"):
            if os.path.exists(self.state_file(name)):
                os.unlink(self.state_file(name))
        self.start_daemon()
        done = self.redactctl("ledger", "import", path)
        self.assertEqual((done.returncode, done.stdout), (0, b"3 added, 0 merged, 0 unchanged\n"), done.stderr)
        after = self.export()
        self.assertEqual((after["leaks"], after["masks"]), (before["leaks"], before["masks"]))
        self.assertEqual(self.redactctl("ledger", "import", path).stdout, b"0 added, 0 merged, 3 unchanged\n")
        self.assertEqual(self.export()["masks"], before["masks"])
        self.assertFalse(self.record()["new"])

    def test_import_merges_and_keeps_what_is_newer(self):
        leak = self.record()["leak"]
        self.call("leaks.set_state", id=leak["id"], state="rotated")
        told = self.import_rows(dict(row(1, found={"days": -9}), fingerprint=leak["fingerprint"], id=leak["id"]))
        self.assertEqual((told["added"], told["merged"]), (0, 1))
        merged = self.leaks()[0]
        self.assertEqual(merged["state"], "rotated")
        self.assertEqual(len(merged["history"]), 4)

    def test_an_id_that_is_taken_is_renamed_and_told(self):
        first = row(1)
        second = dict(row(2), id=first["id"])
        told = self.import_rows(first, second)
        self.assertEqual(told["added"], 2)
        self.assertEqual([entry["from"] for entry in told["renamed"]], [first["id"]])
        self.assertEqual(len({leak["id"] for leak in self.leaks()}), 2)

    def test_more_places_than_a_line_holds(self):
        places = [{"path": "/%05d/" % number + "d" * 300, "count": 1, "how": "in-place"} for number in range(4000)]
        self.import_rows(row(1, places=places))
        self.assertEqual(len(self.leaks()[0]["places"]), 4000)

    def test_what_is_no_export_changes_nothing(self):
        for text in ("", "[]", "{}", '{"format": "redactd-ledger", "version": 2, "leaks": []}'):
            with open(self.path("bad.json"), "w") as out:
                out.write(text)
            self.assertEqual(self.redactctl("ledger", "import", self.path("bad.json")).returncode, 4, text)
        self.assertEqual(self.call("leaks.import", leaks=[row(1), dict(row(2), state="EXAMPLE")]), "ledger.row_invalid")
        self.assertEqual(self.leaks(), [])
        self.assertEqual(self.redactctl("ledger", "import", self.path("absent.json")).returncode, 5)


class MasksByDay(LedgerCase):
    def test_counts_are_kept_over_restarts(self):
        for _ in range(2):
            self.history_by_daemon("x ghp_0123456789abcdefghijABCDEFGHIJ012345")
            self.stop_daemon(signal.SIGTERM)
            self.start_daemon()
        counts = {one["rule"]: one["count"] for one in self.call("masks.by_day", days=1)["days"]}
        self.assertEqual(counts, {"github-pat-classic": 2})


if __name__ == "__main__":
    unittest.main()
