"""redactctl top and tail: rates, rules, sinks; how they end."""
import json
import os
import select
import signal
import subprocess
import unittest

from support import PASSWORD, TOKEN, ClientCase, Terminal


class Top(ClientCase):
    def put(self, text, lines=1):
        with_newline = (text + "\n") * lines
        done = self.run_program([self.shim, "log", "-t", "top-test", "-u", os.path.join(self.sockets, "syslog.sock")], with_newline)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_json_counts_what_happens_between_two_looks(self):
        looks = subprocess.Popen([self.ctl, "top", "--json", "--interval", "0.5"], env=self.env, stdout=subprocess.PIPE)
        self.addCleanup(looks.wait)
        self.addCleanup(looks.stdout.close)
        self.addCleanup(looks.kill)
        first = json.loads(looks.stdout.readline())
        self.assertIsNone(first["lines_per_s"])
        self.assertEqual(first["masks_by_rule"], [])
        self.put("deploy " + TOKEN, lines=20)
        rates = []
        while True:
            look = json.loads(looks.stdout.readline())
            rates.append(look["masks_per_s"])
            if look["masked"] >= 20 and look["sinks"][0]["bytes"] > 0:
                break
        self.assertTrue(any(rate > 0 for rate in rates), rates)
        self.assertEqual(look["masks_by_rule"][0]["rule"], "github-pat-classic")
        self.assertEqual(look["masks_by_rule"][0]["masks"], look["masked"])
        self.assertGreater(look["mask_p99_s"], 0)
        self.assertEqual(look["sinks"][0]["format"], "jsonl")
        self.assertIsNone(look["sinks"][0]["last_error"])
        looks.send_signal(signal.SIGINT)
        looks.wait(10)
        self.assertEqual(looks.returncode, 0)

    def test_a_daemon_that_goes_is_looked_for_again(self):
        looks = subprocess.Popen([self.ctl, "top", "--json", "--interval", "0.1"], env=self.env, stdout=subprocess.PIPE)
        self.addCleanup(looks.wait)
        self.addCleanup(looks.stdout.close)
        self.addCleanup(looks.kill)
        json.loads(looks.stdout.readline())
        self.stop_daemon()
        while "error" not in json.loads(looks.stdout.readline()):
            pass
        self.start_daemon()
        while "error" in (look := json.loads(looks.stdout.readline())):
            pass
        self.assertIsNone(look["lines_per_s"])
        looks.terminate()
        looks.wait(10)
        self.assertEqual(looks.returncode, 0)

    def test_for_people_and_count(self):
        self.put("x password=" + PASSWORD)
        done = self.redactctl("top", "--count", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in (b"PER SECOND", b"generation", b"time to mask:", b"WAITING"):
            self.assertIn(words, done.stdout)
        self.assertEqual(self.redactctl("top", "--interval", "0").returncode, 2)

    def test_on_a_terminal(self):
        terminal = Terminal([self.ctl, "top"], {**self.env, "TERM": "xterm"}, self.home, "nothing")
        self.addCleanup(terminal.dispose)
        terminal.wait_for("time to mask")
        self.assertIn(b"\x1b[?1049h", terminal.output)
        at = len(terminal.output)
        os.kill(terminal.pid, signal.SIGWINCH)
        terminal.wait_for("time to mask", at)
        at = len(terminal.output)
        terminal.type("q")
        terminal.wait_for("\x1b[?25h\x1b[?1049l", at)
        self.assertEqual(os.waitstatus_to_exitcode(terminal.wait_end()), 0)

    def test_without_a_daemon(self):
        self.stop_daemon()
        self.assertEqual(self.redactctl("top", "--count", "1").returncode, 3)

    def test_the_histogram_is_open_metrics(self):
        self.put("x password=" + PASSWORD)
        text = self.redactctl("metrics").stdout.decode()
        buckets = [line for line in text.splitlines() if line.startswith("redactd_mask_seconds_bucket")]
        self.assertEqual(buckets[0].split(" ")[0], 'redactd_mask_seconds_bucket{le="0.000005"}')
        self.assertTrue(buckets[-1].startswith('redactd_mask_seconds_bucket{le="+Inf"}'))
        counts = [int(line.split(" ")[1]) for line in buckets]
        self.assertEqual(counts, sorted(counts))
        self.assertIn("redactd_mask_seconds_count %d\n" % counts[-1], text)
        self.assertRegex(text, r"redactd_mask_seconds_sum 0\.0\d+\n")

    def test_tail_ends_well(self):
        tail = subprocess.Popen([self.ctl, "tail", "--json"], env=self.env, stdout=subprocess.PIPE)
        self.addCleanup(tail.wait)
        self.addCleanup(tail.stdout.close)
        self.addCleanup(tail.kill)
        for _ in range(100):  # until it has subscribed
            self.put("deploy " + TOKEN)
            if select.select([tail.stdout], [], [], 0.1)[0]:
                break
        line = tail.stdout.readline()
        self.assertIn("[REDACTED_", json.loads(line)["text"])
        tail.send_signal(signal.SIGINT)
        tail.wait(10)
        self.assertEqual(tail.returncode, 0)


if __name__ == "__main__":
    unittest.main()
