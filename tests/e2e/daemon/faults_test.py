"""Full disks, failing syncs, hostile and slow clients: the others are served, nothing acknowledged is lost."""
import os
import shutil
import signal
import socket
import subprocess
import time
import unittest

import contract  # noqa: F401
from outside import ACME, ACME_PATTERN, DaemonCase, RpcError

ASAN = "asan" in os.environ.get("REDACTD_BUILD", "")


def rss_kb(pid, key="VmHWM"):
    with open("/proc/%d/status" % pid) as file:
        return [int(line.split()[1]) for line in file if line.startswith(key)][0]


@unittest.skipUnless(os.geteuid() == 0, "mounting a small file system needs root")
class FullDisk(DaemonCase):
    start = False

    def setUp(self):
        super().setUp()
        os.mkdir(self.state)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", self.state], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.state])
        self.addCleanup(self.kill)
        self.launch()

    def fill(self):
        with open(self.state + "/filler", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass

    def test_full_and_free_again(self):
        client, control = self.capture(), self.control()
        acknowledged = [client.ask("put", "before %d" % i, stream="log").seq for i in range(20)]
        self.fill()
        refused = 0
        for number in range(200):
            reply = client.ask("put", "during %d " % number + "y" * 500, stream="log")
            if reply.ok:
                acknowledged.append(reply.seq)
            else:
                self.assertEqual(reply.code, "sink.no_space")
                refused += 1
        self.assertGreater(refused, 0)
        self.assertTrue(client.ask("mask", "goes on").ok)
        before = control.call("patterns.list")
        with self.assertRaises(RpcError) as caught:
            control.call("patterns.add", **ACME_PATTERN)
        self.assertEqual(caught.exception.code, "state.no_space")
        self.assertEqual(control.call("patterns.list"), before)
        self.assertEqual(client.ask("mask", ACME).findings, 0)
        self.assertNotIn("patterns.json.new", os.listdir(self.state))
        os.unlink(self.state + "/filler")
        acknowledged.append(client.ask("put", "after", stream="log").seq)
        control.call("patterns.add", **ACME_PATTERN)
        self.kill()
        self.launch()
        seqs = [row["seq"] for row in self.records()]
        self.assertEqual(seqs, acknowledged)
        self.assertEqual(self.capture().ask("mask", ACME).findings, 1)

    def test_a_start_on_a_full_disk_masks(self):
        self.control().call("patterns.add", **ACME_PATTERN)
        self.fill()
        self.kill()
        self.launch()
        self.assertEqual(self.capture().ask("mask", ACME).findings, 1)


@unittest.skipUnless(shutil.which("strace") and os.geteuid() == 0, "strace as root is needed to make a sync fail")
class FailingSync(DaemonCase):
    def test_heals_and_loses_nothing(self):
        client = self.capture()
        acknowledged = [client.ask("put", "before", stream="log").seq]
        tracer = subprocess.Popen(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e",
                                   "inject=fsync,fdatasync:error=EIO", "-p", str(self.process.pid)])
        time.sleep(1.0)
        codes = {client.ask("put", "during %d" % i, stream="log").keys.get("code") for i in range(10)}
        self.assertEqual(codes, {"sink.io"})
        self.assertTrue(client.ask("mask", "goes on").ok)
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
        end = time.monotonic() + 2
        reply = client.ask("put", "after", stream="log")
        while not reply.ok and time.monotonic() < end:
            reply = client.ask("put", "after", stream="log")
        acknowledged.append(reply.seq)
        self.kill()
        self.launch()
        rows = {row["seq"]: row["text"] for row in self.records()}
        self.assertEqual([rows.get(seq) for seq in acknowledged], ["before", "after"])
        self.assertLessEqual(len(os.listdir(self.state + "/sink")), 3)


@unittest.skipUnless(shutil.which("strace") and os.geteuid() == 0, "strace as root is needed to see the calls")
class Order(DaemonCase):
    def test_a_sync_stands_between_write_and_reply(self):
        trace = self.dir + "/trace"
        tracer = subprocess.Popen(["strace", "-f", "-qq", "-s", "200", "-o", trace, "-e", "trace=write,sendto,fdatasync", "-p", str(self.process.pid)])
        time.sleep(1.0)
        self.capture().ask("put", "marker-of-this-test", stream="log")
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
        with open(trace) as file:
            lines = file.read().splitlines()
        written = [i for i, line in enumerate(lines) if "write(" in line and "marker-of-this-test" in line][0]
        replied = [i for i, line in enumerate(lines) if "sendto(" in line and "seq=" in line][0]
        self.assertTrue(any("fdatasync" in line and "= 0" in line for line in lines[written:replied]), "\n".join(lines))


class Clients(DaemonCase):
    def served(self, within=1.0):
        start = time.monotonic()
        self.assertEqual(self.capture().ask("mask", "abc").body, b"abc")
        self.assertLess(time.monotonic() - start, within)

    def test_200_silent_clients(self):
        silent = [self.capture() for _ in range(200)]
        self.served()
        self.assertEqual(self.control().call("status")["connections"], 201)
        self.assertTrue(all(client.ask("ping").ok for client in silent))

    def test_garbage(self):
        chance = __import__("random").Random(7)
        for _ in range(50):
            client = self.capture()
            try:
                client.socket.sendall(bytes(chance.randrange(256) for _ in range(6000)))
                client.socket.recv(1 << 16)
            except OSError:
                pass
            client.close()
        self.served()

    def test_slow_header(self):
        client = self.capture()
        start = time.monotonic()
        client.socket.sendall(b"mask ")
        reply = client.reply()
        self.assertEqual(reply.code, "wire.deadline")
        self.assertTrue(4 < time.monotonic() - start < 8)
        self.assertTrue(client.at_end())

    def test_one_byte_a_second_hinders_nobody(self):
        slow = [self.capture() for _ in range(20)]
        for _ in range(3):
            for client in slow:
                client.socket.sendall(b"m")
            self.served()
            time.sleep(0.3)

    def test_a_client_that_does_not_read(self):
        client = self.capture()
        client.socket.settimeout(2)
        sent = 0
        try:
            while sent < 400:
                client.send("mask", b"an ordinary line\n" * 6000)
                sent += 1
        except OSError:
            pass
        self.assertLess(sent, 400)
        self.served()
        self.assertLess(rss_kb(self.process.pid), 900_000 if ASAN else 300_000)
        client.socket.settimeout(20)
        replies = sum(client.reply().ok for _ in range(sent))
        self.assertEqual(replies, sent)

    def test_unfinished_bodies_have_a_budget(self):
        clients = [self.capture() for _ in range(30)]
        for client in clients:
            client.socket.sendall(b"mask 7340032\n" + b"x" * 7_000_000)
        self.served()
        self.assertLess(rss_kb(self.process.pid), 900_000 if ASAN else 300_000)
        busy = 0
        for client in clients:
            client.socket.sendall(b"x" * 340_032)
            reply = client.reply()
            self.assertTrue(reply.ok or reply.code == "limits.busy")
            busy += not reply.ok
            self.assertTrue(client.ask("ping").ok)
        self.assertTrue(0 < busy < 30)

    def test_large_frames_leave_others_room(self):
        big = self.capture(60)
        body = b"an ordinary line of a log with words and numbers 12345\n" * 140_000
        big.send("mask", body)
        self.served(2.0 if ASAN else 0.5)
        self.assertEqual(big.reply().body, body)

    def test_few_descriptors(self):
        self.kill()
        self.launch(before=["prlimit", "--nofile=96:96"])
        clients = []
        for _ in range(150):
            client = socket.socket(socket.AF_UNIX)
            client.connect(self.sockets + "/capture.sock")
            clients.append(client)
        time.sleep(0.3)
        self.assertIsNone(self.process.poll())
        self.assertTrue(self.records() == [])
        for client in clients:
            client.close()
        time.sleep(0.3)
        self.assertTrue(self.capture().ask("put", "x", stream="log").ok)


if __name__ == "__main__":
    unittest.main()
