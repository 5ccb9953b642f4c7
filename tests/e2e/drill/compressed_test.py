"""scrub and verify over .gz, .zst and .xz: made and read back by the real programs."""
import gzip
import os
import signal
import subprocess
import threading
import time
import unittest

from files import MASK, VALUE, FilesCase

LINES = b"".join(b"%d key=%s end\n" % (i, VALUE) for i in range(40))
MASKED = LINES.replace(VALUE, MASK)
PACK = {"gz": ["gzip", "-c"], "zst": ["zstd", "-q", "-c"], "xz": ["xz", "-c"]}
OPEN = {"gz": ["gzip", "-dc"], "zst": ["zstd", "-q", "-dc"], "xz": ["xz", "-dc"]}


def through(argv, data):
    return subprocess.run(argv, input=data, capture_output=True, check=True, timeout=60).stdout


def noise(size):
    """Text that compresses badly, the same each time."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out += b"%016x\n" % state
    return bytes(out[:size])


class Compressed(FilesCase):
    def leftovers(self):
        return [name for name in os.listdir(self.folder) if name.startswith(".")]

    def test_each_format_is_rewritten(self):
        for kind in PACK:
            self.file("log." + kind, through(PACK[kind], LINES))
        report = self.report("scrub")
        self.assertEqual({one["path"][-6:].split(".")[-1]: (one["count"], one["how"]) for one in report["changed"]},
                         {kind: (40, "rewritten") for kind in PACK})
        for kind in PACK:
            self.assertEqual(through(OPEN[kind] + [os.path.join(self.folder, "log." + kind)], b""), MASKED)
        self.assertEqual(self.report("verify")["matches"], 0)
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(self.report("scrub")["changed"], [])

    def test_a_clean_file_and_a_dry_run_change_nothing(self):
        clean = self.file("clean.gz", gzip.compress(b"nothing here\n"))
        dirty = self.file("dirty.gz", gzip.compress(LINES))
        before = [(os.stat(one).st_ino, os.stat(one).st_mtime_ns, self.read(one)) for one in (clean, dirty)]
        self.report("scrub", "--dry-run", exits=1)
        self.assertEqual(self.report("verify", exits=1)["matches"], 40)
        self.assertEqual([(os.stat(one).st_ino, os.stat(one).st_mtime_ns, self.read(one)) for one in (clean, dirty)], before)
        self.report("scrub")
        self.assertEqual(os.stat(clean).st_ino, before[0][0])

    def test_members_header_and_what_follows_them(self):
        named = self.file("named", LINES)
        os.utime(named, (1000000000, 1000000000))
        first = through(["gzip", "-c", named], b"")
        os.unlink(named)
        path = self.file("log.gz", first + gzip.compress(b"") + gzip.compress(b"second " + VALUE + b"\n") + b"trailing " + VALUE)
        self.assertEqual(self.report("scrub")["masked"], 42)
        data = self.read(path)
        self.assertEqual(data[4:8], first[4:8])
        self.assertEqual(data[10:16], b"named\0")
        self.assertTrue(data.endswith(b"trailing " + MASK))
        self.assertEqual(data.count(b"\x1f\x8b\x08"), 3)
        self.assertEqual(gzip.decompress(data[:data.rindex(b"trailing")]), MASKED + b"second " + MASK + b"\n")

    def test_a_value_over_two_members_and_over_pieces(self):
        text = noise(1048576 - 20) + VALUE + noise(2 * 1048576) + VALUE
        path = self.file("log.gz", gzip.compress(text[:1048570], 1) + gzip.compress(text[1048570:], 1))
        self.assertEqual(self.report("scrub")["masked"], 2)
        self.assertEqual(through(["gzip", "-dc", path], b""), text.replace(VALUE, MASK))

    def test_several_frames_and_streams(self):
        skippable = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
        zst = self.file("log.zst", skippable + through(PACK["zst"], LINES) + through(PACK["zst"], LINES))
        xz = self.file("log.xz", through(PACK["xz"], LINES) + b"\0" * 8 + through(PACK["xz"], LINES))
        self.assertEqual(self.report("scrub")["masked"], 160)
        self.assertEqual(through(OPEN["zst"] + [zst], b""), MASKED * 2)
        self.assertEqual(through(OPEN["xz"] + [xz], b""), MASKED * 2)

    def test_what_the_file_is_stays(self):
        path = self.file("log.gz", gzip.compress(LINES))
        os.chmod(path, 0o640)
        os.setxattr(path, "user.note", b"kept")
        os.utime(path, (1000000000, 1000000000))
        if os.geteuid() == 0:
            os.chown(path, 12345, 12346)
        before = os.stat(path)
        self.report("scrub", "--keep-times")
        after = os.stat(path)
        self.assertNotEqual(before.st_ino, after.st_ino)
        for field in ("st_mode", "st_uid", "st_gid", "st_mtime_ns", "st_nlink"):
            self.assertEqual(getattr(after, field), getattr(before, field), field)
        self.assertEqual(os.getxattr(path, "user.note"), b"kept")

    def test_the_old_inode_is_overwritten(self):
        path = self.file("log.gz", gzip.compress(LINES))
        with open(path, "rb") as held:
            size = os.fstat(held.fileno()).st_size
            self.report("scrub")
            self.assertEqual(held.read(), b"\0" * size)
            self.assertEqual(os.fstat(held.fileno()).st_nlink, 0)

    def test_two_links_are_left(self):
        path = self.file("log.gz", gzip.compress(LINES))
        os.link(path, os.path.join(self.folder, "other.gz"))
        before = self.read(path)
        report = self.report("scrub", exits=1)
        self.assertEqual([(one["reason"], one["count"]) for one in report["left"]], [("links", 40)])
        self.assertEqual(self.read(path), before)

    def test_a_broken_stream_is_unread(self):
        data = gzip.compress(LINES + noise(5000))
        wrong_sum = data[:-8] + b"\0\0\0\0" + data[-4:]
        for name, broken in (("cut.gz", data[:-20]), ("sum.gz", wrong_sum), ("cut.xz", through(PACK["xz"], LINES)[:-10]),
                             ("cut.zst", through(PACK["zst"], LINES)[:-3])):
            with self.subTest(name):
                path = self.file(name, broken)
                done = self.drill("scrub", path)
                self.assertEqual(done.returncode, 5, done.stderr)
                self.assertEqual(self.read(path), broken)
                self.assertEqual(self.drill("verify", path).returncode, 5)

    def test_a_bomb_is_left(self):
        packer = subprocess.Popen(["gzip", "-1c"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        written = []
        reader = threading.Thread(target=lambda: written.append(packer.stdout.read()))
        reader.start()
        packer.stdin.write(VALUE + b"\n")
        block = bytes(16 * 1024 * 1024)
        for _ in range(68):
            packer.stdin.write(block)
        packer.stdin.close()
        reader.join()
        packer.stdout.close()
        packer.wait()
        self.assertGreater(68 * len(block), 200 * len(written[0]))
        path = self.file("bomb.gz", written[0])
        report = self.report("scrub", exits=1)
        self.assertEqual([one["reason"] for one in report["left"]], ["bomb"])
        self.assertEqual(self.read(path), written[0])

    def test_tar_inside(self):
        os.mkdir(self.path("t"))
        with open(self.path("t/a.log"), "wb") as out:
            out.write(LINES)
        path = self.file("t.tgz", through(["tar", "-C", self.root, "-czf", "-", "t"], b""))
        self.report("scrub")
        self.assertEqual(through(["tar", "-xzOf", path, "t/a.log"], b""), MASKED)
        os.rename(self.path("t/a.log"), self.path("t/" + VALUE.decode()))
        path = self.file("t.tgz", through(["tar", "-C", self.root, "-czf", "-", "t"], b""))
        report = self.report("scrub", exits=1)
        self.assertEqual([(one["reason"], one["count"]) for one in report["left"]], [("archive", 1)])
        self.assertEqual(through(["tar", "-xzOf", path, "t/" + VALUE.decode()], b""), MASKED)

    def test_a_full_disk(self):
        if os.geteuid() != 0:
            self.assertNotEqual(subprocess.run(["mount", "-t", "tmpfs", "none", self.folder], capture_output=True).returncode, 0)
            return
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", self.folder], check=True)
        self.addCleanup(subprocess.run, ["umount", self.folder], check=True)
        data = gzip.compress(VALUE + b"\n" + noise(1200 * 1024))
        path = self.file("log.gz", data)
        self.assertGreater(len(data), 600 * 1024)
        done = self.drill("scrub")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn(b"No space left", done.stdout + done.stderr)
        self.assertEqual(self.read(path), data)
        self.assertEqual(os.listdir(self.folder), ["log.gz"])

    def test_killed_at_any_point(self):
        text = noise(3 * 1048576) + VALUE + noise(1048576)
        data, wanted = gzip.compress(text, 1), text.replace(VALUE, MASK)
        for delay in (0.05, 0.12, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            path = self.file("log.gz", data)
            process = subprocess.Popen([self.ctl, "scrub", self.folder, "--value-stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=self.env)
            process.stdin.write(VALUE)
            process.stdin.close()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.assertIn(gzip.decompress(self.read(path)), (text, wanted))
            self.report("scrub")
            self.assertEqual(gzip.decompress(self.read(path)), wanted)
            self.assertEqual(os.listdir(self.folder), ["log.gz"])

    def test_leftovers_of_a_killed_run(self):
        """The old file under the temporary name: what a kill right after the exchange leaves."""
        path = self.file("log.gz", gzip.compress(MASKED))
        trace = subprocess.run(["strace", "-f", "-e", "trace=renameat2", self.ctl, "scrub", self.file("x.gz", gzip.compress(LINES)),
                                "--value-stdin"], input=VALUE, capture_output=True, env={**self.env, "ASAN_OPTIONS": "detect_leaks=0"}, timeout=60)
        self.assertIn(b"RENAME_EXCHANGE", trace.stderr)
        temporary = trace.stderr.split(b'"')[1].decode()
        self.assertTrue(temporary.startswith(".redactd-rewrite-"), temporary)
        left = self.file(temporary, gzip.compress(LINES))
        with open(left, "rb") as held:
            self.report("scrub")
            self.assertEqual(held.read().strip(b"\0"), b"")
        self.assertEqual(sorted(os.listdir(self.folder)), ["log.gz", "x.gz"])
        self.assertEqual(gzip.decompress(self.read(path)), MASKED)


if __name__ == "__main__":
    unittest.main()
