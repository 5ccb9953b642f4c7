"""control.sock: JSON-RPC 2.0, patterns at run time, refusals."""
import json
import os
import time
import unittest

from outside import ACME, ACME_PATTERN, TOKEN, DaemonCase


class Reading(DaemonCase):
    def test_status(self):
        status = self.control().call("status")
        self.assertEqual(set(status), {"generation", "rules", "patterns", "uptime_s", "captured_lines", "masked", "connections", "version",
                                       "leaks_open", "leaks_overdue"})

    def test_status_counts(self):
        client = self.capture()
        client.ask("mask", "one\ntwo " + TOKEN + "\nthree")
        status = self.control().call("status")
        self.assertEqual((status["captured_lines"], status["masked"], status["connections"]), (3, 1, 1))

    def test_metrics(self):
        self.capture().ask("mask", TOKEN)
        text = self.control().call("metrics")["text"]
        self.assertIn("redactd_masked_total 1\n", text)
        self.assertTrue(text.endswith("# EOF\n"))
        self.assertNotIn(TOKEN, text)

    def test_rules_and_sinks(self):
        rules = self.control().call("rules.list")["rules"]
        self.assertGreater(len(rules), 100)
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        sink = self.control().call("sinks")["sinks"][0]
        self.assertEqual((sink["path"], sink["lag"], sink["last_error"]), (self.state + "/sink/redacted.jsonl", 0, ""))

    def test_events(self):
        subscriber = self.control()
        subscriber.call("events.subscribe")
        seq = self.capture().ask("put", "x " + TOKEN, stream="log").seq
        event = json.loads(subscriber.file.readline())
        self.assertEqual((event["method"], event["params"]["seq"]), ("event", seq))
        self.assertNotIn(TOKEN, json.dumps(event))
        self.control().call("patterns.add", **ACME_PATTERN)
        self.assertEqual(json.loads(subscriber.file.readline())["params"]["change"]["added"], ["acme-key"])


class Patterns(DaemonCase):
    def test_life_of_a_pattern(self):
        control = self.control()
        before = control.call("status")["generation"]
        change = control.call("patterns.add", samples=[ACME], ttl="90d", advice="Rotate it.", observe=True, **ACME_PATTERN)
        self.assertEqual(change, {"generation": before + 1, "added": ["acme-key"], "removed": []})
        shown = control.call("patterns.get", id="acme-key")
        self.assertEqual((shown["mode"], shown["label"], shown["advice"], shown["scope"]), ("observe", "ACME_KEY", "Rotate it.", "system"))
        client = self.capture()
        self.assertEqual(client.ask("mask", ACME).body.decode(), ACME)
        control.call("patterns.observe", id="acme-key", observe=False)
        self.assertEqual(client.ask("mask", ACME).body, b"[REDACTED_ACME_KEY]")
        self.assertEqual([one["id"] for one in control.call("patterns.list")["patterns"]], ["acme-key"])
        change = control.call("patterns.remove", id="acme-key", reason="test")
        self.assertEqual((change["added"], change["removed"]), ([], ["acme-key"]))
        self.assertEqual(client.ask("mask", ACME).body.decode(), ACME)

    def test_the_audit_file_tells_who_and_why(self):
        control = self.control()
        control.call("patterns.add", **ACME_PATTERN)
        control.call("patterns.remove", id="acme-key", reason="no longer used")
        with open(self.state + "/audit.jsonl") as file:
            rows = [json.loads(line) for line in file]
        self.assertEqual([row["action"] for row in rows], ["add", "remove"])
        self.assertEqual((rows[1]["reason"], rows[1]["by"]["uid"], rows[1]["by"]["pid"]), ("no longer used", os.getuid(), os.getpid()))

    def test_published_for_clients(self):
        change = self.control().call("patterns.add", **ACME_PATTERN)
        with open(self.sockets + "/patterns.json") as file:
            published = json.load(file)
        self.assertEqual((published["generation"], len(published["patterns"])), (change["generation"], 1))
        with open(self.sockets + "/anchors") as file:
            lines = file.read().splitlines()
        self.assertEqual(lines[0], str(change["generation"]))
        self.assertIn("acme_", lines)
        with open(self.sockets + "/prefilter") as file:
            head, pattern = file.readline().split(), file.readline()
        self.assertEqual((head[:2], head[3]), (["redactd-prefilter", "1"], str(change["generation"])))
        self.assertRegex("x acme_ y", pattern[:-1])
        self.assertNotRegex("x acm_ y", pattern[:-1])

    def test_the_gate(self):
        control = self.control()
        error = self.refused("gate.matches_empty", control.call, "patterns.add", id="wide", label="WIDE", pattern=".*")
        self.assertTrue(error["data"]["refusals"])
        self.refused("rpc.params_invalid", control.call, "patterns.add", id="wide", label="WIDE", pattern="acme_[0-9]+", force=True)
        error = self.refused("rules.pattern.invalid", control.call, "patterns.add", id="bad", label="BAD", pattern="acme_(" + TOKEN)
        self.assertNotIn(TOKEN, json.dumps(error))
        control.call("patterns.add", **ACME_PATTERN)
        with self.assertRaises(Exception):
            control.call("patterns.add", **ACME_PATTERN)
        self.assertEqual(control.call("status")["patterns"], 1)

    def test_force_with_a_reason(self):
        control = self.control()
        narrow = dict(id="short", label="SHORT", pattern="zq_[0-9]{2}")
        with self.assertRaises(Exception):
            control.call("patterns.add", **narrow)
        control.call("patterns.add", force=True, reason="drill", **narrow)
        self.assertEqual(control.call("patterns.get", id="short")["forced_reason"], "drill")

    def test_ttl(self):
        control, client = self.control(), self.capture()
        control.call("patterns.add", ttl_s=1, **ACME_PATTERN)
        self.assertEqual(client.ask("mask", ACME).findings, 1)
        end = time.monotonic() + 10
        while client.ask("mask", ACME).findings and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(control.call("patterns.list")["patterns"], [])
        with open(self.state + "/audit.jsonl") as file:
            self.assertEqual(json.loads(file.read().splitlines()[-1])["action"], "expire")

    def test_wrong_calls(self):
        control = self.control()
        self.refused("pattern.not_found", control.call, "patterns.get", id="nothing")
        self.refused("pattern.not_found", control.call, "patterns.remove", id="nothing", reason="x")
        self.refused("rpc.params_invalid", control.call, "patterns.remove", id="nothing")
        self.refused("rpc.params_invalid", control.call, "patterns.add", id="Bad Id", label="X1", pattern="abcdefgh")
        self.refused("rpc.params_invalid", control.call, "patterns.add", id=5, label="X1", pattern="abcdefgh")
        self.refused("rpc.params_invalid", control.call, "patterns.add", ttl="soon", **ACME_PATTERN)
        for method in ("vault.show", "leaks.show", "nonsense", ""):
            self.assertEqual(self.refused("control.unknown_method", control.call, method)["code"], -32601)


class Json(DaemonCase):
    def test_hostile_json(self):
        control = self.control()
        for line, code in ((b"[" * 10000, "rpc.too_deep"), (b"{" * 10000, "rpc.too_deep"), (b"not json", "rpc.parse"),
                           (b'{"a":"\xff\xfe"}', "rpc.parse"), (b'{"a":1e999}', "rpc.parse"), (b"[]", "rpc.invalid_request"),
                           (b'{"jsonrpc":"2.0","id":1,"method":"status","method":"reload"}', "rpc.duplicate_key"),
                           (b'{"jsonrpc":"2.0","id":1}', "rpc.invalid_request"), (b'{"jsonrpc":"2.0","id":{},"method":"status"}', "rpc.invalid_request"),
                           (b'{"jsonrpc":"2.0","id":1,"method":"status","params":[1]}', "rpc.params_invalid")):
            self.assertEqual(control.raw(line)["error"]["data"]["code"], code, line[:40])
        self.assertTrue(control.call("status"))

    def test_notifications_get_no_answer(self):
        control = self.control()
        control.socket.sendall(b'{"jsonrpc":"2.0","method":"status"}\n')
        self.assertEqual(control.raw(b'{"jsonrpc":"2.0","id":"x","method":"status"}')["id"], "x")

    def test_100_mb_of_brackets_stay_bounded(self):
        control = self.control()
        try:
            for _ in range(100):
                control.socket.sendall(b"[" * (1 << 20))
        except OSError:
            pass  # closed meanwhile
        self.assertEqual(json.loads(control.file.readline())["error"]["data"]["code"], "rpc.line_too_long")
        with open("/proc/%d/status" % self.process.pid) as file:
            peak = [int(line.split()[1]) for line in file if line.startswith("VmHWM")][0]
        self.assertLess(peak, 1_000_000 if "asan" in os.environ["REDACTD_BUILD"] else 200_000)
        self.assertTrue(self.control().call("status"))


class Reload(DaemonCase):
    start = False
    RULE = {"id": "test-rule", "label": "TEST_RULE", "title": "A rule of this test", "kind": "prefix", "prefix": "zzqq_", "alphabet": "0-9a-f",
            "length": [16, 16], "source": "example", "examples": ["zzqq_0123456789abcdef"], "negative_examples": ["zzqq_0123"]}

    def setUp(self):
        super().setUp()
        self.rules = self.dir + "/rules.d"
        os.mkdir(self.rules)
        self.write(self.RULE)
        self.launch("--rules-dir", self.rules)

    def write(self, *rules, name="10-test.json", text=None):
        with open(os.path.join(self.rules, name), "w") as file:
            file.write(text if text is not None else json.dumps({"schema": 1, "rules": list(rules)}))

    def test_a_rule_of_a_file_masks(self):
        self.assertEqual(self.capture().ask("mask", "zzqq_0123456789abcdef").body, b"[REDACTED_TEST_RULE]")

    def test_new_rules_come_with_a_reload(self):
        self.write(dict(self.RULE, id="other-rule", prefix="yyqq_", examples=["yyqq_0123456789abcdef"]), name="20-other.json")
        self.assertEqual(self.control().call("reload")["added"], ["other-rule"])
        self.assertEqual(self.capture().ask("mask", "yyqq_0123456789abcdef").findings, 1)

    def test_broken_files_change_nothing_and_tell_every_fault(self):
        self.write(dict(self.RULE, label="lower"), dict(self.RULE, id="b", kind="other"))
        self.write(name="30-torn.json", text='{"schema": 1, "rules": [')
        error = self.refused("rules.files_invalid", self.control().call, "reload")
        faults = "\n".join(error["data"]["faults"])
        self.assertGreaterEqual(len(error["data"]["faults"]), 3)
        self.assertIn("10-test.json:", faults)
        self.assertIn("/rules/0", faults)
        self.assertIn("30-torn.json", faults)
        self.assertEqual(self.capture().ask("mask", "zzqq_0123456789abcdef").findings, 1)

    def test_refused_if_something_would_be_lost(self):
        control = self.control()
        control.call("patterns.add", **ACME_PATTERN)
        os.unlink(self.state + "/patterns.json")
        error = self.refused("rules.would_lose", control.call, "reload")
        self.assertEqual(error["data"]["lost"], ["acme-key"])
        self.assertEqual(self.capture().ask("mask", ACME).findings, 1)


if __name__ == "__main__":
    unittest.main()
