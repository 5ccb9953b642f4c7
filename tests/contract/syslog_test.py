"""syslog.sock: what programs send, stored masked."""
import os
import socket
import time
import unittest

from outside import MASK, TOKEN, DaemonCase


class Syslog(DaemonCase):
    def send(self, *datagrams):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.connect(self.sockets + "/syslog.sock")
            for datagram in datagrams:
                sender.send(datagram)

    def stored(self, count):
        end = time.monotonic() + 20
        while True:
            rows = self.records()
            if len(rows) >= count or time.monotonic() > end:
                self.assertEqual(len(rows), count)
                return rows
            time.sleep(0.02)

    def one(self, datagram):
        count = len(self.records())
        self.send(datagram)
        row = self.stored(count + 1)[-1]
        for key in ("seq", "time", "gen"):
            row.pop(key)
        self.assertEqual(row.pop("peer"), {"pid": os.getpid(), "uid": os.getuid(), "gid": os.getgid()})
        self.assertEqual(row.pop("stream"), "syslog")
        return row

    def test_rfc3164(self):
        row = self.one(b"<14>Nov 25 10:00:11 ctag[73]: plain " + TOKEN.encode())
        self.assertEqual(row, dict(format="rfc3164", priority=14, timestamp="Nov 25 10:00:11", tag="ctag", pid="73", text="plain " + MASK, findings=1))
        row = self.one(b"<13>Nov  5 10:00:11 host root: text: more")
        self.assertEqual(row, dict(format="rfc3164", priority=13, timestamp="Nov  5 10:00:11", host="host", tag="root", text="text: more", findings=0))

    def test_without_time(self):
        self.assertEqual(self.one(b"<12>text\0"), dict(format="rfc3164", priority=12, text="text", findings=0))
        self.assertEqual(self.one(b"<12>https://example.org/ seen"), dict(format="rfc3164", priority=12, text="https://example.org/ seen", findings=0))

    def test_one_end_alone_is_dropped(self):
        self.assertEqual(self.one(b"<30>Nov 25 10:00:11 go[81]: text\n")["text"], "text")
        self.assertEqual(self.one(b"<30>Nov 25 10:00:11 go[81]: a\nb\n\n")["text"], "a\nb\n")

    def test_rfc5424(self):
        row = self.one(b'<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 42 ID47 [ex@32473 iut="3" token="' + TOKEN.encode() +
                       b'"][b@1 c="a\\]\\"d"] \xef\xbb\xbfAn event ' + TOKEN.encode())
        mask = MASK.replace("]", "\\]")
        self.assertEqual(row, dict(format="rfc5424", priority=165, timestamp="2003-10-11T22:14:15.003Z", host="mymachine.example.com", tag="evntslog",
                                   pid="42", msgid="ID47", sd='[ex@32473 iut="3" token="' + mask + '"][b@1 c="a\\]\\"d"]', text="An event " + MASK,
                                   findings=2))
        self.assertEqual(self.one(b"<13>1 - - - - - -"), dict(format="rfc5424", priority=13, text="", findings=0))

    def test_what_does_not_parse_is_kept_whole(self):
        for datagram in (b"no priority at all " + TOKEN.encode(), b"<999>x", b"<>x", b"<1", b"<0013>y"):
            row = self.one(datagram)
            self.assertEqual((row["format"], row["priority"], row["text"]), ("none", 13, datagram.decode().replace(TOKEN, MASK)))

    def test_credentials_come_from_the_socket(self):
        row = self.one(b'<14>Nov 25 10:00:11 x[1]: {"peer":{"uid":0,"pid":1}} seq=1')
        self.assertEqual(row["pid"], "1")

    def test_a_burst_is_kept_in_order(self):
        self.send(*(b"<14>Nov 25 10:00:11 burst: %d" % number for number in range(3000)))
        self.assertEqual([int(row["text"]) for row in self.stored(3000)], list(range(3000)))

    def test_sender_and_daemon_end_together(self):
        self.send(*(b"<14>Nov 25 10:00:11 burst: %d" % number for number in range(200)))
        self.terminate()
        self.assertEqual(len(self.records()), 200)


if __name__ == "__main__":
    unittest.main()
