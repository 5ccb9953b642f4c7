"""Descriptors that clients send along (SCM_RIGHTS): none stays open in the daemon, whatever socket and call they come with."""
import array
import json
import os
import socket
import tempfile
import time
import unittest

from outside import DaemonCase


def send_with(connection, data, descriptors):
    rights = array.array("i", descriptors)
    connection.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


class Descriptors(DaemonCase):
    def open_in_daemon(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def settle(self, expected):
        end = time.monotonic() + 5
        while self.open_in_daemon() != expected and time.monotonic() < end:
            time.sleep(0.02)
        return self.open_in_daemon()

    def setUp(self):
        super().setUp()
        self.file = tempfile.TemporaryFile()
        self.addCleanup(self.file.close)
        self.ends = socket.socketpair()
        for end in self.ends:
            self.addCleanup(end.close)

    def test_control_calls_that_take_none_close_them(self):
        control = self.control()
        control.call("status")
        before = self.open_in_daemon()
        line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "status", "params": {}}).encode() + b"\n"
        for number in range(600):
            send_with(control.socket, line, [self.file.fileno()] * (1 + number % 5) if number % 3 else [self.ends[0].fileno()])
            self.assertIn("result", json.loads(control.file.readline()))
        self.assertEqual(self.settle(before), before)

    def test_at_most_four_wait_for_an_unfinished_line(self):
        control = self.control()
        control.call("status")
        before = self.open_in_daemon()
        for _ in range(50):
            send_with(control.socket, b" ", [self.file.fileno()] * 3)
        time.sleep(0.2)
        self.assertLessEqual(self.open_in_daemon(), before + 4)
        control.socket.shutdown(socket.SHUT_RDWR)
        control.socket.close()
        control.file.close()
        self.assertEqual(self.settle(before - 1), before - 1)

    def test_capture_and_syslog_take_none(self):
        client = self.capture()
        client.ask("ping")
        before = self.open_in_daemon()
        for _ in range(200):
            send_with(client.socket, b"ping 0\n", [self.file.fileno(), self.ends[0].fileno()])
            self.assertTrue(client.reply().ok)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.connect(self.sockets + "/syslog.sock")
            for _ in range(200):
                send_with(sender, b"<13>hello", [self.file.fileno()])
        client.ask("ping")
        self.assertEqual(self.settle(before), before)


if __name__ == "__main__":
    unittest.main()
