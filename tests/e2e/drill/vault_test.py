"""The vault: exact values, from the file or the prompt to every way in, and out again, without a copy anywhere."""
import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../client"))
from support import ClientCase, built  # noqa: E402

VALUE = "Zq7-EXAMPLE+0123/w \"q\""
OTHER = "Yy8-EXAMPLE-9876-next"
MASK = b"[REDACTED_DB_PW]"


class VaultCase(ClientCase):
    def value_file(self, value=VALUE + "\n", mode=0o600, name="value"):
        path = self.path(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(value)
        os.chmod(path, mode)
        return path

    def vault(self, *arguments, data=b""):
        return self.redactctl("vault", *arguments, data=data)

    def add(self, *arguments, data=b""):
        done = self.vault("add", "DB_PW", "--json", *arguments, data=data)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def refused(self, code, *arguments, data=b""):
        done = self.vault("add", "DB_PW", *arguments, data=data)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(code.encode(), done.stderr)
        return done.stderr

    def values(self):
        return json.loads(self.vault("list", "--json").stdout)["values"]

    def ask(self, text, verb="mask", keys="", sockets=None):
        body = text if isinstance(text, bytes) else text.encode()
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(20)
            client.connect(os.path.join(sockets or self.sockets, "capture.sock"))
            client.sendall(("%s %d %s\n" % (verb, len(body), keys)).encode() + body)
            with client.makefile("rb") as replies:
                head = replies.readline()
                self.assertTrue(head.startswith(b"ok "), head)
                return replies.read(int(head.split()[1]))

    def sanitized(self):
        """AddressSanitizer makes nothing of mlock(2), and keeps freed blocks aside as they were."""
        with open(built("redactd"), "rb") as program:
            return b"__asan_init" in program.read()

    def locked_kb(self):
        with open("/proc/%d/status" % self.daemon.pid) as status:
            return int(next(line for line in status if line.startswith("VmLck")).split()[1])

    def in_memory(self, value):
        found = 0
        with open("/proc/%d/maps" % self.daemon.pid) as maps, open("/proc/%d/mem" % self.daemon.pid, "rb", 0) as memory:
            for line in maps:
                span, rights = line.split()[:2]
                begin, end = (int(one, 16) for one in span.split("-"))
                if "r" not in rights or "[v" in line or end - begin > 1 << 28:  # a sanitizer's shadow
                    continue
                try:
                    memory.seek(begin)
                    found += memory.read(end - begin).count(value.encode())
                except (OSError, ValueError):
                    continue
        return found


class Files(VaultCase):
    def test_life_of_a_value(self):
        path = self.value_file()
        change = self.add("--file", path)
        self.assertEqual((change["added"], change["removed"], change["reads_again"]), (["vault-db-pw"], [], True))
        self.assertEqual(self.values(), [{"name": "DB_PW", "uid": os.getuid(), "source": "file", "path": path}])
        self.assertEqual(self.vault("show-path", "DB_PW").stdout.decode(), path + "\n")
        self.assertEqual(self.ask("x" + VALUE + "y"), b"x" + MASK + b"y")
        self.assertEqual(self.locked_kb() > 0, not self.sanitized())
        again = self.add("--file", path)
        self.assertEqual((again["added"], again["removed"]), ([], []))
        done = self.vault("forget", "DB_PW", "--json")
        self.assertEqual(json.loads(done.stdout)["removed"], ["vault-db-pw"])
        self.assertEqual((self.values(), self.locked_kb()), ([], 0))
        self.assertEqual(self.ask("x" + VALUE + "y"), b"x" + VALUE.encode() + b"y")
        self.assertTrue(os.path.exists(path))
        self.assertEqual(self.vault("forget", "DB_PW").returncode, 4)

    def test_what_is_refused(self):
        path = self.value_file(mode=0o640)
        self.assertIn(b"chmod 600", self.refused("vault.file.mode", "--file", path))
        os.chmod(path, 0o600)
        os.symlink(path, self.path("link"))
        self.refused("vault.file.type", "--file", self.path("link"))
        os.mkfifo(self.path("fifo"), 0o600)
        self.refused("vault.file.type", "--file", self.path("fifo"))
        os.link(path, self.path("second"))
        self.refused("vault.file.links", "--file", path)
        self.refused("vault.value.too_short", "--file", self.value_file("1234567\n\n", name="short"))
        self.refused("vault.value.too_short", data=b"1234567")
        self.refused("vault.value.too_long", "--file", self.value_file("EXAMPLE0" * 10_000, name="long"))
        self.refused("vault.value.blank", "--file", self.value_file(" " * 20 + "\n", name="blank"))
        self.assertEqual(self.vault("add", "lower", data=VALUE.encode()).returncode, 2)
        self.assertEqual(self.vault("add", "DB_PW", "--file", self.path("none")).returncode, 5)
        self.assertEqual(self.values(), [])
        if os.getuid() == 0:
            foreign = self.value_file(name="foreign")
            os.chown(foreign, 12345, 12345)
            self.refused("vault.file.owner", "--file", foreign)

    def test_the_daemon_checks_what_it_is_sent(self):
        """A client of another make, that checks nothing."""
        import array
        path = self.value_file(mode=0o644)
        for params, code in (({"name": "DB_PW", "path": path}, "vault.file.mode"), ({"name": "DB_PW"}, "vault.file.mode"),
                             ({"name": "DB_PW", "path": "value"}, "rpc.params_invalid"), ({"name": "db"}, "rpc.params_invalid")):
            with open(path) as file, socket.socket(socket.AF_UNIX) as client:
                client.connect(os.path.join(self.sockets, "control.sock"))
                line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "vault.add", "params": params}).encode() + b"\n"
                client.sendmsg([line], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file.fileno()]))])
                with client.makefile("rb") as replies:
                    self.assertEqual(json.loads(replies.readline())["error"]["data"]["code"], code)
        self.assertEqual(self.values(), [])

    def test_killed_and_started_again(self):
        self.add("--file", self.value_file())
        self.assertEqual(self.vault("add", "TYPED", data=OTHER.encode()).returncode, 0)
        self.assertEqual(self.ask(OTHER), b"[REDACTED_TYPED]")
        self.stop_daemon(signal.SIGKILL)
        self.start_daemon()
        self.assertEqual(self.ask("x " + VALUE), b"x " + MASK)
        self.assertEqual(self.ask(OTHER), OTHER.encode())
        self.assertEqual([value["name"] for value in self.values()], ["DB_PW"])

    def test_a_file_that_is_too_open_or_gone_at_start(self):
        self.add("--file", self.value_file())
        self.assertEqual(self.vault("add", "SECOND", "--file", self.value_file(OTHER, name="second")).returncode, 0)
        self.stop_daemon()
        os.chmod(self.path("value"), 0o644)
        self.start_daemon()
        self.assertEqual(self.ask(OTHER), b"[REDACTED_SECOND]")
        self.assertEqual(self.ask("x " + VALUE), b"x " + VALUE.encode())
        self.assertIn("vault.file.mode", {value["name"]: value.get("fault", "") for value in self.values()}["DB_PW"])
        doctor = self.redactctl("doctor")
        self.assertEqual(doctor.returncode, 1)
        self.assertIn(b"DB_PW", doctor.stdout)
        os.chmod(self.path("value"), 0o600)
        self.assertEqual(self.redactctl("reload").returncode, 0)
        self.assertEqual(self.ask("x " + VALUE), b"x " + MASK)
        os.unlink(self.path("value"))
        self.assertEqual(self.redactctl("reload").returncode, 0)
        self.assertEqual(self.ask("x " + VALUE), b"x " + MASK)
        self.assertIn("vault.file.absent", self.values()[0]["fault"])

    def test_a_rotated_value_and_the_old_one(self):
        path = self.value_file()
        self.add("--file", path)
        self.value_file(OTHER)
        self.daemon.send_signal(signal.SIGHUP)
        end = time.monotonic() + 10
        while self.ask(OTHER) != MASK and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.ask(OTHER + "\n" + VALUE), MASK + b"\n" + MASK)
        self.assertEqual(self.vault("forget", "DB_PW").returncode, 0)
        self.assertEqual(self.ask(OTHER + "\n" + VALUE), (OTHER + "\n" + VALUE).encode())

    def test_store(self):
        state = self.path("state")
        for value in (VALUE, OTHER):
            change = self.add("--store", data=value.encode() + b"\n")
            path = self.vault("show-path", "DB_PW").stdout.decode().strip()
            self.assertEqual(path, os.path.join(state, "redactd/vault/DB_PW"))
            self.assertEqual((os.stat(path).st_mode & 0o777, os.stat(os.path.dirname(path)).st_mode & 0o777), (0o600, 0o700))
            with open(path) as file:
                self.assertEqual(file.read(), value)
            self.assertIn("generation", change)
        self.assertEqual(os.listdir(os.path.dirname(path)), ["DB_PW"])
        self.assertEqual(self.ask(OTHER + "\n" + VALUE), MASK + b"\n" + MASK)
        os.chmod(os.path.dirname(path), 0o755)
        self.refused("vault.directory", "--store", data=VALUE.encode())

    def test_no_copy_is_left(self):
        self.add(data=VALUE.encode() + b"\n")
        for text in (VALUE, "a\x1b[31m" + VALUE[:5] + "\x1b[0m" + VALUE[5:], "password='" + VALUE + "' " + VALUE * 30, "x" * 300 + VALUE):
            self.assertNotIn(VALUE.encode(), self.ask(text + "\n"))
            self.ask(text, "put", "stream=log tag=t")
        self.assertEqual(self.files_with(VALUE), [])
        with open(os.path.join(self.sockets, "anchors")) as anchors:
            lines = anchors.read().split("\n")
        self.assertEqual(lines[-2:], ["", ""])
        self.assertFalse([line for line in lines if line and line in VALUE.lower() and len(line) > 3])
        self.assertEqual(self.vault("forget", "DB_PW").returncode, 0)
        if os.getuid() == 0 and not self.sanitized():
            self.assertEqual(self.in_memory(VALUE), 0)
        self.assertEqual(self.locked_kb(), 0)


    def test_a_secret_without_a_shape_goes_to_the_vault(self):
        secret = "hunter2example77"
        done = self.redactctl("add-pattern", "--id", "x1", "--label", "XX", "--from-secret", "--json", data=secret)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"vault", done.stderr)
        self.assertNotIn(secret.encode(), done.stderr + done.stdout)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["added"], answer["value"]), (["vault-xx"], {"id": "vault-xx", "name": "XX"}))
        self.assertEqual(json.loads(self.redactctl("list-patterns", "--json").stdout)["patterns"], [])
        self.assertEqual(self.ask("a " + secret + " b"), b"a [REDACTED_XX] b")


class EveryWayIn(VaultCase):
    def setUp(self):
        super().setUp()
        self.add(data=VALUE.encode())

    def test_forms(self):
        raw = VALUE.encode()
        forms = [raw.hex(), raw.hex().upper(), urllib.parse.quote(VALUE, safe=""), json.dumps(VALUE)[1:-1], VALUE.encode("utf-16-le").decode("latin-1"),
                 "".join("%%%02x" % byte for byte in raw)]
        for form in forms:
            self.assertEqual(self.ask("a " + form + " b").replace(b"\0", b""), b"a " + MASK + b" b", form)
        for before in (b"", b"u", b"us", b"user:"):
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                text = encode(before + raw + b"@host")
                masked = self.ask(text)
                self.assertIn(MASK, masked)
                self.assertLess(len(masked), len(MASK) + 20)

    def test_stream_cut_at_every_byte(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(os.path.join(self.sockets, "capture.sock"))
            with client.makefile("rb") as replies:
                out = b""
                text = ("a " + VALUE + " b\nc" + VALUE).encode()
                for at in range(len(text)):
                    more = " more=1" if at + 1 < len(text) else ""
                    client.sendall(("mask 1%s\n" % more).encode() + text[at:at + 1])
                    out += replies.read(int(replies.readline().split()[1]))
        self.assertEqual(out, b"a " + MASK + b" b\nc" + MASK)

    def test_put_syslog_and_shim(self):
        self.ask("first " + VALUE, "put", "stream=log tag=" + urllib.parse.quote(VALUE, safe=""))
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.connect(os.path.join(self.sockets, "syslog.sock"))
            sender.send(b"<13>Oct 11 22:14:15 host su: second " + VALUE.encode())
        sink = os.path.join(self.state, "sink/redacted.jsonl")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with open(sink) as file:
                rows = [json.loads(line) for line in file]
            if len(rows) == 2:
                break
            time.sleep(0.02)
        self.assertEqual([row["text"] for row in rows], ["first [REDACTED_DB_PW]", "second [REDACTED_DB_PW]"])
        self.assertEqual(rows[0]["tag"], "[REDACTED_DB_PW]")
        self.assertEqual(self.history_by_daemon("mysql -p'" + VALUE + "'").stdout, b"mysql -p'" + MASK + b"'")
        self.assertEqual(self.run_program([self.shim, "mask"], "x " + VALUE + "\n").stdout, b"x " + MASK + b"\n")

    def test_several_lines(self):
        value = "{\n  \"type\": \"demo\",\n  \"private\": \"EXAMPLE-0123456789\"\n}\n"
        self.assertEqual(self.vault("add", "JSON_KEY", data=value.encode()).returncode, 0)
        ordinary = "if (x) { return [1, 2]; }\nwaiting for {\n}\n"
        self.assertEqual(self.ask(ordinary), ordinary.encode())
        masked = self.ask("log: \"private\": \"EXAMPLE-0123456789\"\n" + value)
        self.assertNotIn(b"EXAMPLE-0123456789", masked)
        self.assertNotIn(b"EXAMPLE", self.ask(json.dumps(value)))
        self.assertIn(b"[REDACTED_JSON_KEY]", self.ask(base64.b64encode(value.strip().encode())))

    def test_cloudflare_key_derived_from_a_token(self):
        import hashlib
        token = "cfut_" + "EXAMPLE0123456789" * 2
        self.assertEqual(self.vault("add", "CF_R2", data=token.encode()).returncode, 0)
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.assertEqual(self.ask("key " + digest), b"key [REDACTED_CF_R2]")


@unittest.skipUnless(os.getuid() == 0 and shutil.which("setpriv"), "needs root: another user's lines are sent")
class OtherUsers(VaultCase):
    """The system's daemon, and lines of the user nobody."""
    with_daemon = False
    NOBODY = 65534

    def start_daemon(self):
        # A daemon that serves others: root's own, in its system mode.
        for folder in (self.root, self.path("run"), self.sockets):
            os.chmod(folder, 0o755)
        super().start_daemon()

    def as_nobody(self, code):
        return subprocess.run(["setpriv", "--reuid", str(self.NOBODY), "--regid", str(self.NOBODY), "--clear-groups", "/usr/bin/python3", "-c", code, self.sockets],
                              capture_output=True, timeout=30)

    ASK = """
import json, socket, sys
def capture(body):
    client = socket.socket(socket.AF_UNIX)
    client.connect(sys.argv[1] + "/capture.sock")
    client.sendall(b"mask %d\\n" % len(body) + body)
    replies = client.makefile("rb")
    head = replies.readline()
    sys.stdout.buffer.write(head + replies.read(int(head.split()[1])) + b"\\n")
def control(method, **params):
    client = socket.socket(socket.AF_UNIX)
    client.connect(sys.argv[1] + "/control.sock")
    client.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\\n")
    print(client.makefile().readline())
"""

    def test_nothing_shows_to_others(self):
        self.start_daemon()
        for name in ("capture.sock", "control.sock"):
            os.chmod(os.path.join(self.sockets, name), 0o666)
        self.add(data=VALUE.encode())
        shown = self.as_nobody(self.ASK + "capture(%r)" % ("a " + VALUE + " b").encode())
        self.assertIn(("\na " + VALUE + " b\n").encode(), shown.stdout, shown.stderr)
        for call in ("control('vault.list')", "control('rules.list')", "control('metrics')", "control('vault.forget', name='DB_PW')",
                     "control('vault.forget', name='DB_PW', uid=0)"):
            answer = self.as_nobody(self.ASK + call).stdout
            self.assertIn(b"jsonrpc", answer)
            self.assertNotIn(b"vault-db", answer)
            self.assertNotIn(b"\"DB_PW\"", answer)
        self.assertEqual(self.ask("a " + VALUE), b"a " + MASK)


if __name__ == "__main__":
    unittest.main()
