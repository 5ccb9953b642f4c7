"""kill -9 at any moment: what was acknowledged is there, once, in order; patterns too."""
import random
import threading
import time
import unittest

import contract  # noqa: F401
from outside import ACME, ACME_PATTERN, TOKEN, Capture, DaemonCase

ROUNDS = 20


class Durable(DaemonCase):
    def writer(self, name, acknowledged):
        """Puts without end, 32 in flight; notes what was acknowledged, until the daemon is gone."""
        number = 0
        try:
            client = Capture(self.sockets + "/capture.sock", 10)
            while True:
                batch = ["%s-%d %s" % (name, number + i, TOKEN) for i in range(32)]
                number += 32
                for text in batch:
                    client.send("put", text, stream="log")
                for text in batch:
                    reply = client.reply()
                    if reply.ok:
                        acknowledged.append((text.split(" ")[0], reply.seq))
        except (OSError, EOFError, IndexError):
            client.close()

    def test_twenty_kills(self):
        seed = int(time.time())
        print("seed", seed)
        chance = random.Random(seed)
        acknowledged = []
        for round_number in range(ROUNDS):
            threads = [threading.Thread(target=self.writer, args=("r%d-w%d" % (round_number, i), acknowledged)) for i in range(3)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.02, 0.3))
            self.kill()
            for thread in threads:
                thread.join()
            self.launch()
        stored = {}
        for row in self.records():
            name = row["text"].split(" ")[0]
            self.assertNotIn(name, stored, "stored twice")
            stored[name] = row["seq"]
        self.assertGreater(len(acknowledged), 1000)
        lost = [name for name, seq in acknowledged if stored.get(name) != seq]
        self.assertEqual(lost, [], "of %d acknowledged" % len(acknowledged))
        seqs = sorted(stored.values())
        self.assertEqual(len(set(seqs)), len(seqs))
        self.assert_nowhere(TOKEN)
        print("%d kills, %d acknowledged, 0 lost" % (ROUNDS, len(acknowledged)))

    def test_a_pattern_survives_a_kill_right_after_its_answer(self):
        generation = 0
        for number in range(5):
            change = self.control().call("patterns.add", id="acme-%d" % number, label="ACME_KEY", pattern="acm%d_[0-9a-f]{32}" % number)
            self.kill()
            self.assertGreater(change["generation"], generation)
            generation = change["generation"]
            self.launch()
            reply = self.capture().ask("mask", ACME.replace("acme", "acm%d" % number))
            self.assertEqual(reply.body, b"[REDACTED_ACME_KEY]")
            self.assertGreater(reply.gen, generation)
            generation = reply.gen
        self.assertEqual(self.control().call("status")["patterns"], 5)

    def test_a_removed_pattern_stays_away(self):
        self.control().call("patterns.add", **ACME_PATTERN)
        self.control().call("patterns.remove", id="acme-key", reason="test")
        self.kill()
        self.launch()
        self.assertEqual(self.capture().ask("mask", ACME).findings, 0)

    def test_a_torn_last_line_is_cut_off(self):
        last = [self.capture().ask("put", "line %d" % i, stream="log").seq for i in range(3)][-1]
        self.kill()
        with open(self.state + "/sink/redacted.jsonl", "a") as file:
            file.write('{"seq":%d,"time":"2026' % (last + 1))
        self.launch()
        self.assertEqual(self.capture().ask("put", "after", stream="log").seq, last + 1)
        self.assertEqual([row["text"] for row in self.records()], ["line 0", "line 1", "line 2", "after"])


class Rotation(DaemonCase):
    config = {"sinks": [{"type": "file", "path": "sink/redacted.jsonl", "format": "jsonl", "rotate_bytes": 2000},
                        {"type": "file", "path": "text/lines.log", "format": "text"}]}

    def test_rotated_files_keep_everything_and_the_sequence(self):
        import os
        client = self.capture()
        for number in range(60):
            client.ask("put", "line %d" % number, stream="log", tag="t")
        self.kill()
        self.launch()
        self.capture().ask("put", "line 60", stream="log")
        self.assertGreater(len(os.listdir(self.state + "/sink")), 2)
        self.assertEqual([(row["seq"], row["text"]) for row in self.records()], [(n + 1, "line %d" % n) for n in range(61)])
        with open(self.state + "/text/lines.log") as file:
            lines = file.read().splitlines()
        self.assertEqual(len(lines), 61)
        self.assertRegex(lines[0], r"^\d{4}-\d\d-\d\dT[0-9:.]+Z log t: line 0$")


if __name__ == "__main__":
    unittest.main()
