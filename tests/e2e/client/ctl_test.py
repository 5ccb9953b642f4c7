"""redactctl: patterns while the daemon runs, the drill without it, wrong usage."""
import json
import os
import pty
import signal
import socket
import subprocess
import time
import unittest

from support import PASSWORD, TOKEN, ClientCase

SECRET = "acme_" + "0123456789abcdef" * 2
PATTERN = ("--id", "acme-key", "--label", "ACME_KEY", "--pattern", "acme_[0-9a-f]{32}")


class Patterns(ClientCase):
    def masked(self, text):
        return self.history_by_daemon(text).stdout.decode()

    def patterns(self):
        done = self.redactctl("list-patterns", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {one["id"]: one for one in json.loads(done.stdout)["patterns"]}

    def add(self, *arguments, data=b""):
        done = self.redactctl("add-pattern", *(arguments or PATTERN), data=data)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_status(self):
        done = self.redactctl("status", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        status = json.loads(done.stdout)
        for key in ("generation", "rules", "patterns", "uptime_s", "captured_lines", "masked", "connections", "version"):
            self.assertIn(key, status)
        self.assertIn(b"generation", self.redactctl("status").stdout)

    def test_life_of_a_pattern(self):
        self.assertIn(SECRET, self.masked("x " + SECRET))
        self.assertIn(b"added acme-key", self.add(*PATTERN, "--sample", SECRET, "--ttl", "90d").stdout)
        self.assertEqual(self.masked("x " + SECRET), "x [REDACTED_ACME_KEY]")
        self.assertIn("acme-key", self.patterns())
        self.assertIn(b"ACME_KEY", self.redactctl("list-patterns").stdout)
        shown = self.redactctl("show-pattern", "acme-key")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn(b"acme_[0-9a-f]{32}", shown.stdout)
        self.assertEqual(json.loads(self.redactctl("show-pattern", "acme-key", "--json").stdout)["id"], "acme-key")
        self.stop_daemon(signal.SIGKILL)
        self.start_daemon()
        self.assertEqual(self.masked("x " + SECRET), "x [REDACTED_ACME_KEY]")
        removed = self.redactctl("remove-pattern", "acme-key", "--reason", "test is over", "--json")
        self.assertEqual(removed.returncode, 0, removed.stderr)
        self.assertEqual(json.loads(removed.stdout)["removed"], ["acme-key"])
        self.assertEqual(self.patterns(), {})
        self.assertIn(SECRET, self.masked("x " + SECRET))

    def test_observe_then_promote(self):
        self.add(*PATTERN, "--observe")
        self.assertIn(SECRET, self.masked("x " + SECRET))
        promoted = self.redactctl("promote-pattern", "acme-key")
        self.assertEqual(promoted.returncode, 0, promoted.stderr)
        self.assertEqual(self.masked("x " + SECRET), "x [REDACTED_ACME_KEY]")

    def test_from_secret(self):
        done = self.add("--id", "acme-key", "--label", "ACME_KEY", "--from-secret", "--json", data=SECRET.encode() + b"\n")
        self.assertEqual(json.loads(done.stdout)["shape"]["prefix"], "acme_")
        self.assertEqual(self.masked("x acme_" + "f" * 32), "x [REDACTED_ACME_KEY]")
        self.assertNotIn(SECRET.encode(), done.stdout + done.stderr)
        self.assertEqual(self.files_with(SECRET), [])

    def test_from_secret_at_a_prompt_is_not_echoed(self):
        main, side = pty.openpty()
        process = subprocess.Popen([self.ctl, "add-pattern", "--id", "acme-key", "--label", "ACME_KEY", "--from-secret"], stdin=side,
                                   stdout=side, stderr=side, env=self.env, start_new_session=True)
        os.close(side)
        shown = b""
        while b"only its shape is kept" not in shown:
            shown += os.read(main, 1000)
        os.write(main, SECRET.encode() + b"\n")
        while process.poll() is None:
            try:
                shown += os.read(main, 1000)
            except OSError:
                break
        os.close(main)
        self.assertEqual(process.wait(10), 0, shown)
        self.assertNotIn(SECRET.encode(), shown)
        self.assertIn("acme-key", self.patterns())

    def test_gate_refuses_with_reason_and_can_be_overruled(self):
        wide = ("--id", "wide", "--label", "WIDE", "--pattern", "[a-z]{8,}")
        done = self.redactctl("add-pattern", *wide)
        self.assertEqual(done.returncode, 4)
        self.assertRegex(done.stderr.decode(), r"\Aredactctl: gate\.\w+: ")
        self.assertEqual(self.patterns(), {})
        sample = self.redactctl("add-pattern", *PATTERN, "--sample", "EXAMPLE-that-does-not-match")
        self.assertEqual(sample.returncode, 4)
        self.assertNotIn(b"EXAMPLE-that", sample.stderr)

    def test_twice_the_same_id_is_refused(self):
        self.add()
        self.assertEqual(self.redactctl("add-pattern", *PATTERN).returncode, 4)

    def test_unknown_pattern(self):
        for arguments in (("show-pattern", "nope"), ("remove-pattern", "nope", "--reason", "x"), ("promote-pattern", "nope")):
            self.assertEqual(self.redactctl(*arguments).returncode, 4)

    def test_reload_loses_nothing(self):
        self.add()
        done = self.redactctl("reload", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["removed"], [])
        self.assertEqual(self.masked("x " + SECRET), "x [REDACTED_ACME_KEY]")

    def test_rules_list(self):
        done = self.redactctl("rules", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        rules = json.loads(done.stdout)["rules"]
        self.assertGreaterEqual(len(rules), 120)
        self.assertLessEqual({"id", "label", "kind", "mode"}, set(rules[0]))

    def test_tail_shows_what_is_stored(self):
        process = subprocess.Popen([self.ctl, "tail"], stdout=subprocess.PIPE, env=self.env)
        try:
            time.sleep(0.5)
            text = b"login \x1b]52;c;x\x07 password=" + PASSWORD.encode()
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(os.path.join(self.sockets, "capture.sock"))
                client.sendall(b"put %d stream=log tag=app\n" % len(text) + text)
                self.assertTrue(client.recv(1000).startswith(b"ok 0 "))
            line = process.stdout.readline()
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
        self.assertRegex(line, rb"log app: login .* password=\[REDACTED_\w+\]\n\Z")

    def test_metrics(self):
        done = self.redactctl("metrics")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.rstrip().endswith(b"# EOF"), done.stdout[-200:])


class WithoutDaemon(ClientCase):
    with_daemon = False

    def test_verbs_of_the_daemon_exit_3(self):
        for arguments in (("status",), ("list-patterns",), ("show-pattern", "x1"), ("reload",), ("metrics",), ("tail",),
                          ("add-pattern", *PATTERN), ("remove-pattern", "x1", "--reason", "y"), ("promote-pattern", "x1")):
            done = self.redactctl(*arguments)
            self.assertEqual(done.returncode, 3, arguments)
            self.assertRegex(done.stderr.decode(), r"\Aredactctl: link\.absent: [^\n]+\n\Z")

    def test_masks_stdin(self):
        text = "password=%s\nls -l\ntoken %s" % (PASSWORD, TOKEN)
        done = self.redactctl("test", data=text)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"\Apassword=\[REDACTED_\w+\]\nls -l\ntoken \[REDACTED_\w+\]\Z")
        self.assertEqual(self.redactctl("test", data=done.stdout).stdout, done.stdout)

    def test_findings_have_exact_bounds(self):
        text = "\xe4 password=%s\ntoken %s" % (PASSWORD, TOKEN)
        done = self.redactctl("test", "--json", data=text)
        found = json.loads(done.stdout)["findings"]
        raw = text.encode()
        self.assertEqual([raw[one["start"]:one["end"]] for one in found], [PASSWORD.encode(), TOKEN.encode()])
        only = json.loads(self.redactctl("test", "--json", "--rule", found[1]["rule"], data=text).stdout)["findings"]
        self.assertEqual(only, found[1:])

    def test_bytes_outside_findings_are_kept(self):
        text = bytes(range(256)) * 50 + b"\r\n\x1b[31mred\x1b[0m no newline"
        self.assertEqual(self.redactctl("test", data=text).stdout, text)

    def test_from_secret_wants_a_secret(self):
        empty = self.redactctl("add-pattern", "--id", "x1", "--label", "XX", "--from-secret", data=b"\n")
        self.assertEqual(empty.returncode, 4)

    def test_rules_check(self):
        done = self.redactctl("rules", "check")
        self.assertEqual(done.returncode, 0, done.stdout[-2000:])
        folder = self.path("rules")
        os.mkdir(folder)
        with open(os.path.join(folder, "10-bad.json"), "w") as opened:
            json.dump({"schema": 1, "rules": [{"id": "one"}, {"id": "two", "label": "bad", "kind": "regex", "pattern": "("}]}, opened)
        with open(os.path.join(folder, "20-broken.json"), "w") as opened:
            opened.write("{")
        done = self.redactctl("rules", "check", folder, "--json")
        self.assertEqual(done.returncode, 1)
        faults = json.loads(done.stdout)["faults"]
        self.assertEqual({fault["file"] for fault in faults}, {"10-bad.json", "20-broken.json"})
        self.assertGreater(len(faults), 3)
        self.assertEqual(self.redactctl("rules", "check", self.path("absent")).returncode, 5)

    def test_own_rules(self):
        folder = self.path("config/redactd/rules.d")
        os.makedirs(folder)
        rule = {"id": "acme-own", "label": "ACME_OWN", "title": "Acme key", "kind": "prefix", "prefix": "acmeown_", "alphabet": "0-9a-f",
                "length": [32, 32], "source": "example.com", "examples": ["acmeown_" + "0123456789abcdef" * 2], "negative_examples": ["acmeown_"]}
        with open(os.path.join(folder, "50-own.json"), "w") as opened:
            json.dump({"schema": 1, "rules": [rule]}, opened)
        done = self.redactctl("test", data="acmeown_" + "0123456789abcdef" * 2)
        self.assertEqual(done.stdout, b"[REDACTED_ACME_OWN]", done.stderr)

    def test_init(self):
        for shell in ("bash", "zsh", "fish"):
            done = self.redactctl("init", shell)
            self.assertEqual(done.returncode, 0)
            self.assertIn(b"redact", done.stdout)
            self.assertNotIn(b"@REDACT", done.stdout)

    def test_advise(self):
        switch = self.path("config/redactd/advise.off")
        self.assertEqual(self.redactctl("advise", "off").returncode, 0)
        self.assertTrue(os.path.exists(switch))
        self.assertEqual(self.redactctl("advise", "on").returncode, 0)
        self.assertFalse(os.path.exists(switch))

    def test_wrong_usage_is_one_line_and_quotes_nothing(self):
        for arguments in ((), ("zq-secret",), ("status", "zq-secret"), ("reload", "--zq-secret"), ("init",), ("init", "zq-secret"),
                          ("test", "--rule"), ("test", "--rule", "zq-secret"), ("rules",), ("rules", "zq-secret"), ("advise", "zq-secret"),
                          ("remove-pattern", "x1"), ("show-pattern",), ("add-pattern",), ("add-pattern", "--id", "x1", "--label", "XX"),
                          ("add-pattern", "--id", "Zq-secret", "--label", "XX", "--pattern", "zq-secret"),
                          ("add-pattern", "--id", "x1", "--label", "zq-secret", "--pattern", "zq-secret"),
                          ("add-pattern", *PATTERN, "--ttl", "zq-secret"), ("add-pattern", *PATTERN, "--scope", "zq-secret"),
                          ("add-pattern", *PATTERN, "--force"), ("add-pattern", *PATTERN, "--from-secret")):
            with self.subTest(arguments=arguments):
                done = self.redactctl(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertRegex(done.stderr.decode(), r"\Aredactctl: [a-z_.]+: [^\n]+\n\Z")
                self.assertNotIn(b"zq", done.stderr.lower())

    def test_help_of_every_verb(self):
        shown = self.redactctl("--help")
        self.assertEqual(shown.returncode, 0)
        for verb in ("status", "add-pattern", "list-patterns", "show-pattern", "remove-pattern", "promote-pattern", "test", "rules",
                     "reload", "init", "doctor", "advise", "tail", "metrics"):
            self.assertIn(verb.encode(), shown.stdout)
            self.assertEqual(self.redactctl(verb, "--help").returncode, 0)

    def test_output_to_a_terminal_is_escaped(self):
        main, side = pty.openpty()
        process = subprocess.Popen([self.ctl, "rules", "check", self.path("a\x1b]52;c;x\x07b")], stdin=subprocess.DEVNULL, stdout=side,
                                   stderr=side, env=self.env)
        os.close(side)
        process.wait(10)
        shown = os.read(main, 10000)
        os.close(main)
        self.assertNotIn(b"\x1b", shown)
        self.assertIn(b"file.unreadable", shown)

    def test_daemon_that_does_not_answer_the_control_socket(self):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(os.path.join(self.sockets, "control.sock"))
        listener.listen(1)
        process = subprocess.Popen([self.ctl, "status"], env=self.env, stderr=subprocess.PIPE)
        connection, _ = listener.accept()
        connection.recv(1000)
        connection.close()
        _, errors = process.communicate(timeout=20)
        listener.close()
        self.assertEqual(process.returncode, 3, errors)


if __name__ == "__main__":
    unittest.main()
