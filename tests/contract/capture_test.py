"""capture.sock as docs/protocol.md has it, byte for byte."""
import os
import re
import socket
import struct
import time
import unittest

from outside import ACME, ACME_PATTERN, MASK, TOKEN, DaemonCase


class Verbs(DaemonCase):
    def test_ping(self):
        reply = self.capture().ask("ping")
        self.assertRegex(reply.line, r"^ok 0 gen=\d+ version=\d+\.\d+\.\d+$")

    def test_mask(self):
        reply = self.capture().ask("mask", "token " + TOKEN + " end")
        self.assertRegex(reply.line, r"^ok \d+ findings=1 gen=\d+$")
        self.assertEqual(reply.body.decode(), "token " + MASK + " end")

    def test_every_other_byte_comes_back(self):
        body = bytes(range(256)) * 3 + b"\xff\xfe\x00\x00" + "äöü\u2028".encode()
        reply = self.capture().ask("mask", body)
        self.assertEqual((reply.findings, reply.body), (0, body))

    def test_nothing_to_mask(self):
        reply = self.capture().ask("mask", b"")
        self.assertEqual((reply.ok, reply.findings, reply.body), (True, 0, b""))

    def test_masking_twice_changes_nothing(self):
        client = self.capture()
        once = client.ask("mask", "token " + TOKEN).body
        self.assertEqual(client.ask("mask", once).body, once)

    def test_put(self):
        client = self.capture()
        first = client.ask("put", "token " + TOKEN, stream="log", tag="a%20tag", cwd="/tmp/x%25", session="s1", shell="bash",
                           exit="3", priority="14", host="h", pid="7", msgid="m")
        self.assertRegex(first.line, r"^ok 0 findings=1 gen=\d+ seq=\d+$")
        second = client.ask("put", "two", stream="history")
        self.assertEqual(second.seq, first.seq + 1)
        row = self.records()[0]
        self.assertEqual(row["text"], "token " + MASK)
        wanted = dict(seq=first.seq, stream="log", tag="a tag", cwd="/tmp/x%", session="s1", shell="bash", exit=3, priority=14,
                      host="h", pid="7", msgid="m", findings=1, gen=first.gen)
        self.assertEqual({key: row[key] for key in wanted}, wanted)
        self.assertEqual(row["peer"], {"pid": os.getpid(), "uid": os.getuid(), "gid": os.getgid()})
        self.assertRegex(row["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertEqual(set(self.records()[1]), {"seq", "time", "stream", "peer", "text", "findings", "gen"})

    def test_keys_are_masked_as_the_text_is(self):
        client = self.capture()
        for key in ("tag", "cwd", "session", "host", "pid", "msgid", "sd", "shell"):
            client.ask("put", "x", stream="log", **{key: "a%20" + TOKEN})
        self.assert_nowhere(TOKEN)
        self.assertEqual(len(self.records()), 8)

    def test_text_that_is_no_utf8_is_kept_exactly(self):
        import base64
        self.capture().ask("put", b"\xff\x00 " + TOKEN.encode(), stream="log")
        row = self.records()[0]
        self.assertEqual(base64.b64decode(row["text_b64"]), b"\xff\x00 " + MASK.encode())
        self.assertEqual(row["text"], "\ufffd\x00 " + MASK)

    def test_no_text_begins_a_record(self):
        evil = "a\n{\"seq\":999}\r\x00\u2028\x85\u0085\x1b]8;;b"
        client = self.capture()
        client.ask("put", evil, stream="log", tag="x%0A%7B%7D", cwd="%0D%0A", session="%E2%80%A8%C2%85")
        with open(self.state + "/sink/redacted.jsonl", "rb") as file:
            raw = file.read()
        self.assertEqual(raw.count(b"\n"), 1)
        self.assertFalse(re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xe2\x80\xa8|\xc2[\x80-\x9f]", raw))
        self.assertEqual(self.records()[0]["text"], evil)

    def test_sync_later(self):
        reply = self.capture().ask("put", "x", stream="log", sync="later")
        self.assertEqual(self.records()[0]["seq"], reply.seq)


class Framing(DaemonCase):
    def test_unknown_verb_keeps_the_connection(self):
        client = self.capture()
        reply = client.ask("frobnicate", "mask 3\nabc")
        self.assertEqual((reply.ok, reply.code), (False, "wire.verb_unknown"))
        self.assertTrue(client.ask("ping").ok)

    def test_unknown_keys_are_ignored(self):
        self.assertEqual(self.capture().ask("mask", "abc", nonsense="1", other="%zz").body, b"abc")

    def test_wrong_key_of_put_keeps_the_connection(self):
        client = self.capture()
        for keys in ({"stream": "other"}, {"stream": "log", "priority": "192"}, {"stream": "log", "exit": "x"}):
            self.assertEqual(client.ask("put", "abc", **keys).code, "wire.key_invalid")
        self.assertTrue(client.ask("ping").ok)

    def test_framing_errors_are_answered_and_end(self):
        for data, code in ((b"mask x\n", "wire.length_invalid"), (b"mask -1\n", "wire.length_invalid"), (b"mask\n", "wire.length_invalid"),
                           (b"mask +5\n", "wire.length_invalid"), (b"mask 8388609\n", "wire.frame_too_large"), (b"\n", "wire.header_invalid"),
                           (b"mask 99999999999999999999999\n", "wire.frame_too_large"), (b"x" * 4097, "wire.header_too_large"),
                           (b"mask 1 k=" + b"v" * 5000 + b"\nx", "wire.header_too_large"), (b"\x00\xff\n", "wire.length_invalid")):
            client = self.capture()
            client.socket.sendall(data)
            reply = client.reply()
            self.assertEqual((reply.ok, reply.code), (False, code), data[:30])
            self.assertTrue(reply.body)
            self.assertTrue(client.at_end(), data[:30])

    def test_what_came_before_a_framing_error_is_answered(self):
        client = self.capture()
        client.socket.sendall(b"put 1 stream=log\nxping 0\nmask ?\n")
        self.assertEqual([client.reply().ok for _ in range(3)], [True, True, False])
        self.assertTrue(client.at_end())

    def test_header_of_4_kib(self):
        client = self.capture()
        line = b"mask 1 k="
        client.socket.sendall(line + b"v" * (4096 - len(line)) + b"\nx")
        self.assertEqual(client.reply().body, b"x")

    def test_frame_of_8_mib(self):
        line = b"an ordinary line of a build log, number 12345\n"
        body = (line * (8 * 1024 * 1024 // len(line) + 1))[:8 * 1024 * 1024 - 100] + (" " + TOKEN + "\n").encode().ljust(100)
        reply = self.capture(60).ask("mask", body)
        self.assertEqual(reply.findings, 1)
        self.assertEqual(reply.body, body.replace(TOKEN.encode(), MASK.encode()))

    def test_replies_of_one_read_leave_in_one_write(self):
        client = self.capture()
        client.socket.sendall(b"mask 3\nabc" * 100 + b"ping 0\n")
        time.sleep(0.2)
        got = client.socket.recv(1 << 20)
        self.assertEqual(got.count(b"findings=0"), 100)
        self.assertTrue(got.endswith(b"\n") and b"version=" in got)

    def test_order_of_waiting_and_ready_replies(self):
        client = self.capture()
        for number in range(200):
            client.send("put", "n%d" % number, stream="log")
            client.send("mask", "m%d" % number)
        rows = [client.reply() for _ in range(400)]
        self.assertEqual([row.body for row in rows[1::2]], [b"m%d" % n for n in range(200)])
        seqs = [row.seq for row in rows[::2]]
        self.assertEqual(seqs, list(range(seqs[0], seqs[0] + 200)))

    def test_cut_at_every_byte(self):
        client = self.capture()
        data = b"mask %d a=b\n" % len(TOKEN) + TOKEN.encode() + b"ping 0\n"
        for byte in data:
            client.socket.sendall(bytes([byte]))
        self.assertEqual(client.reply().body.decode(), MASK)
        self.assertTrue(client.reply().ok)

    def test_half_closed_client_is_answered(self):
        client = self.capture()
        client.send("put", "x", stream="log")
        client.send("mask", "y")
        client.socket.shutdown(socket.SHUT_WR)
        self.assertTrue(client.reply().ok)
        self.assertEqual(client.reply().body, b"y")
        self.assertTrue(client.at_end())

    def test_descriptors_that_are_sent_along_are_closed(self):
        client = self.capture()
        client.ask("ping")
        before = len(os.listdir("/proc/%d/fd" % self.process.pid))
        with open("/dev/null") as null:
            for _ in range(50):
                client.socket.sendmsg([b"ping 0\n"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", null.fileno()))])
                client.reply()
        self.assertEqual(len(os.listdir("/proc/%d/fd" % self.process.pid)), before)


class Streams(DaemonCase):
    def test_a_token_cut_between_pieces(self):
        for cut in range(1, len(TOKEN)):
            client = self.capture()
            first = client.ask("mask", "a " + TOKEN[:cut], more="1")
            second = client.ask("mask", TOKEN[cut:] + " b\n")
            self.assertEqual(first.body + second.body, ("a " + MASK + " b\n").encode(), cut)
            self.assertEqual(first.findings + second.findings, 1)
            client.close()

    def test_a_prompt_comes_at_once(self):
        self.assertEqual(self.capture().ask("mask", "Continue? ", more="1").body, b"Continue? ")

    def test_flush_releases_all(self):
        client = self.capture()
        client.ask("mask", "x " + TOKEN[:10], more="1")
        client.ask("mask", "", flush="1", more="1")
        self.assertEqual(client.ask("mask", "plain\n").body, b"plain\n")

    def test_put_in_pieces(self):
        client = self.capture()
        client.ask("put", "a " + TOKEN[:20], stream="log", more="1")
        client.ask("put", TOKEN[20:] + " b", stream="log")
        self.assertEqual("".join(row["text"] for row in self.records()), "a " + MASK + " b")
        self.assert_nowhere(TOKEN)


class Changes(DaemonCase):
    def test_a_pattern_is_in_force_on_an_open_connection(self):
        client, control = self.capture(), self.control()
        self.assertEqual(client.ask("mask", ACME).body.decode(), ACME)
        change = control.call("patterns.add", **ACME_PATTERN)
        reply = client.ask("mask", ACME)
        self.assertEqual((reply.body, reply.gen), (b"[REDACTED_ACME_KEY]", change["generation"]))

    def test_advice_comes_once(self):
        client = self.capture()
        line = "curl -X PUT https://api.cloudflare.com/client/v4/user/tokens/0123 -d @body.json"
        client.send("mask", line)
        client.send("ping")
        time.sleep(0.2)
        text = client.socket.recv(1 << 16).decode()
        header, rest = text.split("\n", 1)
        count = re.search(r" advice=(\d+)$", header)
        self.assertTrue(count, text)
        self.assertTrue(rest.startswith(line))
        self.assertEqual(rest[len(line):].count("\n"), int(count.group(1)) + 1)
        self.assertNotIn("advice", client.ask("mask", line).keys)


if __name__ == "__main__":
    unittest.main()
