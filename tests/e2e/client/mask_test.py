"""redact-shim mask: a filter that keeps every byte and order, whatever happens to the daemon."""
import json
import os
import pty
import random
import signal
import subprocess
import termios
import threading
import time
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase, read_request


class Filter:
    """redact-shim mask with both ends in our hands."""

    def __init__(self, case, *options, stdin=subprocess.PIPE):
        self.process = subprocess.Popen([case.shim, "mask", *options], stdin=stdin, stdout=subprocess.PIPE, env=case.env)
        self.shown = b""
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        case.addCleanup(self.dispose)

    def _read(self):
        while True:
            piece = os.read(self.process.stdout.fileno(), 65536)
            with self.changed:
                self.shown += piece
                self.changed.notify_all()
            if not piece:
                return

    def write(self, data):
        self.process.stdin.write(data if isinstance(data, bytes) else data.encode())
        self.process.stdin.flush()

    def wait_for(self, end, within_s=5.0):
        """Seconds until what was shown ends in `end`; fails after `within_s`."""
        start = time.monotonic()
        end = end if isinstance(end, bytes) else end.encode()
        with self.changed:
            if not self.changed.wait_for(lambda: self.shown.endswith(end), within_s):
                raise AssertionError("not shown in time: %r, but %r" % (end, self.shown[-200:]))
        return time.monotonic() - start

    def end(self):
        self.process.stdin.close()
        self.reader.join(30)
        return self.shown, self.process.wait(30)

    def dispose(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join(5)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass


class Streams:
    """Held with the daemon and without it."""

    def test_prompt_without_newline_comes_at_once(self):
        stream = Filter(self)
        stream.write("Continue? [y/N] ")
        self.assertLess(stream.wait_for("Continue? [y/N] "), 0.45)

    def test_dots_as_they_come(self):
        stream = Filter(self)
        for count in range(1, 6):
            stream.write(".")
            stream.wait_for("." * count, 0.9)
            time.sleep(0.05)

    def test_what_could_begin_a_secret_leaves_after_half_a_second(self):
        stream = Filter(self)
        stream.write("see ghp_")
        self.assertLess(stream.wait_for("see ghp_", 3), 2.5)

    def test_token_in_pieces(self):
        for cut in range(1, len(TOKEN)):
            stream = Filter(self)
            stream.write("step 1\nusing " + TOKEN[:cut])
            time.sleep(0.02)
            stream.write(TOKEN[cut:] + "\nstep 2\n")
            shown, status = stream.end()
            self.assertEqual(status, 0)
            self.assertRegex(shown.decode(), r"\Astep 1\nusing \[REDACTED_\w+\]\nstep 2\n\Z")

    def test_every_byte_is_kept(self):
        random.seed(4)
        text = bytes(random.choices(b"abc d\n\r\x00\x1b\xff\xe2\x82", k=300000)) + b"end without newline"
        for piece in (1 << 20, 4096, 7):
            stream = Filter(self)
            for at in range(0, len(text) if piece > 7 else 20000, piece):
                stream.write(text[at:at + piece])
            shown, status = stream.end()
            expected = text if piece > 7 else text[:20000 + (7 - 20000 % 7) % 7]
            self.assertEqual(status, 0)
            self.assertTrue(shown == expected)

    def test_large_input(self):
        line = b"2026-11-25T10:00:00 host app[1]: request 1234 done in 12 ms from 10.0.0.1\n"
        text = line * (20 * 1024 * 1024 // len(line))
        done = self.run_program([self.shim, "mask"], text)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout == text)

    def test_key_block_with_pauses(self):
        stream = Filter(self)
        lines = PEM.splitlines(True)
        stream.write("before\n" + "".join(lines[:4]))
        time.sleep(0.8)
        stream.write("".join(lines[4:]) + "after\n")
        shown, _ = stream.end()
        self.assertNotIn(b"EXAMPLE0123456789abcdef", shown)
        self.assertTrue(shown.startswith(b"before\n") and shown.endswith(b"after\n"))

    def test_signal_lets_the_tail_go_masked(self):
        stream = Filter(self)
        stream.write("ready\n")
        stream.wait_for("ready\n")
        stream.write("using " + TOKEN)
        time.sleep(0.1)
        stream.process.send_signal(signal.SIGTERM)
        self.assertEqual(stream.process.wait(5), 128 + signal.SIGTERM)
        stream.reader.join(5)
        self.assertRegex(stream.shown.decode(), r"\Aready\nusing \[REDACTED_\w+\]\Z")

    def test_json_lines_stay_json(self):
        rows = [{"role": "tool", "content": "cloned with " + TOKEN + "\nok\t\u00e9"}, {TOKEN: 1, "n": [1.5, None, True]},
                {"a": {"b": ["x", "curl -u bob:%s https://example.com" % PASSWORD]}}, {"key": PEM}, [], "using " + TOKEN, 12]
        for row in rows:
            for piece in (1 << 20, 11):
                stream = Filter(self, "--jsonl")
                line = json.dumps(row).encode() + b"\n"
                for at in range(0, len(line), piece):
                    stream.write(line[at:at + piece])
                shown, status = stream.end()
                self.assertEqual(status, 0)
                self.assertEqual(shown.count(b"\n"), 1)
                masked = json.loads(shown)
                self.assertNotIn(TOKEN, json.dumps(masked))
                self.assertNotIn(PASSWORD, json.dumps(masked))
                self.assertNotIn("EXAMPLE0123456789abcdef", json.dumps(masked))
                self.assertIs(type(masked), type(row))
                if TOKEN not in json.dumps(row) and PASSWORD not in json.dumps(row) and row != {"key": PEM}:
                    self.assertEqual(shown, line)

    def test_json_escapes_hide_nothing(self):
        stream = Filter(self, "--jsonl")
        stream.write('{"a":"' + "".join("\\u%04x" % ord(c) for c in TOKEN) + '"}\n')
        shown, _ = stream.end()
        self.assertRegex(shown.decode(), r'\A\{"a":"\[REDACTED_\w+\]"\}\n\Z')

    def test_text_between_json_lines_is_masked_as_text_and_in_order(self):
        stream = Filter(self, "--jsonl")
        stream.write("start %s\n{\"n\":1}\n%s{\"n\":\"%s\"}\n[INFO] end\n{cut" % (TOKEN, PEM, TOKEN))
        shown, status = stream.end()
        self.assertEqual(status, 0)
        self.assertRegex(shown.decode(), r'\Astart \[REDACTED_\w+\]\n\{"n":1\}\n(?:-----BEGIN .*\n)?\[REDACTED_\w+\]\n(?:-----END .*\n)?'
                                         r'\{"n":"\[REDACTED_\w+\]"\}\n\[INFO\] end\n\{cut\Z')

    def test_json_lines_let_a_prompt_pass_at_once(self):
        stream = Filter(self, "--jsonl")
        stream.write("[y/N]? ")
        self.assertLess(stream.wait_for("[y/N]? "), 0.45)
        stream.write("\n12")
        self.assertLess(stream.wait_for("12", 3), 2.5)

    def test_closed_output_ends_it(self):
        process = subprocess.Popen([self.shim, "mask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.env)
        process.stdout.close()
        try:
            for _ in range(100):
                process.stdin.write(b"x" * 4096 + b"\n")
                process.stdin.flush()
        except BrokenPipeError:
            pass
        self.assertNotEqual(process.wait(10), 0)
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass


class WithDaemon(Streams, ClientCase):
    def kill_and_go_on(self, before, after):
        stream = Filter(self)
        stream.write(before)
        time.sleep(0.3)
        self.stop_daemon(signal.SIGKILL)
        stream.write(after)
        shown, status = stream.end()
        self.assertEqual(status, 0)
        return shown.decode()

    def test_daemon_killed_between_lines(self):
        shown = self.kill_and_go_on("one %s\ntwo\n" % TOKEN, "three %s\nfour" % TOKEN)
        self.assertRegex(shown, r"\Aone \[REDACTED_\w+\]\ntwo\nthree \[REDACTED_\w+\]\nfour\Z")

    def test_daemon_killed_inside_a_token(self):
        for cut in (4, 10, len(TOKEN) - 1):
            shown = self.kill_and_go_on("a %s\nusing %s" % (TOKEN, TOKEN[:cut]), TOKEN[cut:] + " b\n")
            self.assertRegex(shown, r"\Aa \[REDACTED_\w+\]\nusing \[REDACTED_\w+\] b\n\Z")
            self.start_daemon()

    def test_daemon_killed_inside_a_token_after_its_deadline(self):
        stream = Filter(self)
        stream.write("using " + TOKEN[:20])
        stream.wait_for("]", 3)
        self.stop_daemon(signal.SIGKILL)
        stream.write(TOKEN[20:] + " b\n")
        shown, _ = stream.end()
        self.assertRegex(shown.decode(), r"\Ausing \[REDACTED_\w+\] b\n\Z")

    def test_daemon_killed_inside_a_key_block(self):
        lines = PEM.splitlines(True)
        shown = self.kill_and_go_on("before\n" + "".join(lines[:5]), "".join(lines[5:]) + "after\n")
        self.assertNotIn("EXAMPLE0123456789abcdef", shown)
        self.assertTrue(shown.startswith("before\n") and shown.endswith("after\n"), shown)

    def test_daemon_killed_under_load(self):
        lines = ["line %d %s%s\n" % (i, "x" * (i % 97), " " + TOKEN if i % 50 == 0 else "") for i in range(60000)]
        text = "".join(lines).encode()
        stream = Filter(self)
        killer = threading.Timer(0.02, self.stop_daemon)
        killer.start()
        for at in range(0, len(text), 10007):
            stream.write(text[at:at + 10007])
        shown, status = stream.end()
        killer.join()
        self.assertEqual(status, 0)
        self.assertNotIn(TOKEN.encode(), shown)
        out = shown.decode().splitlines(True)
        self.assertEqual(len(out), len(lines))
        for i, (got, sent) in enumerate(zip(out, lines)):
            if i % 50 == 0:
                self.assertRegex(got, r"\Aline %d x* \[REDACTED_\w+\]\n\Z" % i)
            elif got != sent:
                self.fail("line %d changed" % i)

    def test_daemon_stopped_in_mid_stream(self):
        stream = Filter(self)
        stream.write("one\n")
        stream.wait_for("one\n")
        self.daemon.send_signal(signal.SIGSTOP)
        stream.write("two %s\n" % TOKEN)
        self.assertLess(stream.wait_for("]\n", 3), 2)
        shown, status = stream.end()
        self.assertEqual(status, 0)
        self.assertRegex(shown.decode(), r"\Aone\ntwo \[REDACTED_\w+\]\n\Z")

    def test_pattern_added_while_the_stream_runs(self):
        stream = Filter(self)
        secret = "acme_" + "0123456789abcdef" * 2
        stream.write("raw %s\n" % secret)
        stream.wait_for(secret + "\n")
        added = self.redactctl("add-pattern", "--id", "acme-key", "--label", "ACME_KEY", "--pattern", "acme_[0-9a-f]{32}")
        self.assertEqual(added.returncode, 0, added.stderr)
        time.sleep(1.1)
        stream.write("now %s\n" % secret)
        stream.wait_for("now [REDACTED_ACME_KEY]\n")


class WithoutDaemon(Streams, ClientCase):
    with_daemon = False

    def test_hung_daemon(self):
        self.false_daemon(lambda connection: time.sleep(60))
        stream = Filter(self)
        stream.write("using %s\n" % TOKEN)
        self.assertLess(stream.wait_for("]\n", 3), 2)

    def test_answers_cut_anywhere_are_neither_lost_nor_doubled(self):
        text = b"".join(b"line %d\n" % i for i in range(3000))
        for after in (0, 1, 500, 8000, 20000):
            for half in (False, True):
                with self.subTest(after=after, half=half):
                    self.one_cut(text, after, half)

    def one_cut(self, text, after, half):
        def behave(connection):
            stream, held, taken = connection.makefile("rb"), b"", 0
            while True:
                request = read_request(stream)
                if request is None:
                    return
                keys, body = request
                taken += len(body)
                text = held + body
                cut = text.rfind(b"\n") + 1 if b"more" in keys else len(text)
                out, held = text[:cut], text[cut:]
                reply = b"ok %d findings=0 gen=1 held=%d\n" % (len(out), len(held)) + out
                if taken > after:
                    connection.sendall(reply[:len(reply) // 2] if half else b"")
                    connection.shutdown(2)
                    return
                connection.sendall(reply)

        daemon = self.false_daemon(behave)
        stream = Filter(self)
        for at in range(0, len(text), 777):
            stream.write(text[at:at + 777])
        shown, status = stream.end()
        daemon.close()
        os.unlink(os.path.join(self.sockets, "capture.sock"))
        self.assertEqual(status, 0)
        self.assertTrue(shown == text, "%d bytes of %d" % (len(shown), len(text)))

    def test_typed_while_echo_is_off_is_not_captured(self):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        stream = Filter(self, "--follow-tty", stdin=slave)
        os.write(master, b"shown\n")
        stream.wait_for("shown\n")
        mode = termios.tcgetattr(slave)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        os.write(master, PASSWORD.encode() + b"\n")
        time.sleep(0.3)
        mode[3] |= termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        os.write(master, b"again\n")
        stream.wait_for("again\n")
        self.assertEqual(stream.shown, b"shown\nagain\n")
        os.close(slave)


if __name__ == "__main__":
    unittest.main()
