"""redactctl scrub: what it overwrites, what it leaves alone, and what it says about both."""
import base64
import os
import re
import signal
import socket
import stat
import subprocess
import threading
import time
import unittest

from files import MASK, VALUE, FilesCase

KEYS = ["files_seen", "files_changed", "bytes_seen", "matches", "masked", "partials", "weak", "by_form", "changed", "left", "skipped",
        "elapsed_ms"]


class InPlace(FilesCase):
    def test_everywhere_in_a_file(self):
        filler = b"2026-11-25 ordinary line of a log\n"
        texts = {
            "start": VALUE + b" rest\n",
            "end": b"no newline behind " + VALUE,
            "alone": VALUE,
            "twice": b"x " + VALUE + VALUE + b" " + VALUE + b"\n",
            "page": b"." * (4096 - 20) + VALUE + b"\n",
            "piece": (filler * 40000)[:1024 * 1024 - 20] + b" " + VALUE + b"\nend\n",
            "binary": b"\0\xff\xfe\r\n" + VALUE + b"\0\x80\r\n",
        }
        for name, text in texts.items():
            self.file(name, text)
        report = self.report("scrub")
        self.assertEqual(list(report), KEYS)
        self.assertEqual((report["matches"], report["masked"], report["files_changed"]), (9, 9, 7))
        self.assertEqual({one["how"] for one in report["changed"]}, {"in-place"})
        self.assertEqual(report["by_form"], {"plain": 9})
        for name, text in texts.items():
            self.assertEqual(self.read(os.path.join(self.folder, name)), text.replace(VALUE, MASK), name)
        again = self.report("scrub")
        self.assertEqual((again["matches"], again["masked"], again["changed"]), (0, 0, []))

    def test_only_time_of_change_moves(self):
        path = self.file("log", b"a " + VALUE + b"\n")
        clean = self.file("clean", b"nothing\n")
        os.chmod(path, 0o640)
        os.setxattr(path, "user.kept", b"yes")
        for one in (path, clean):
            os.utime(one, ns=(10 ** 18, 10 ** 18))
        before, clean_before = os.stat(path), os.stat(clean)
        self.report("scrub")
        after, clean_after = os.stat(path), os.stat(clean)
        for field in ("st_ino", "st_size", "st_mode", "st_uid", "st_gid", "st_nlink", "st_atime_ns"):
            self.assertEqual(getattr(after, field), getattr(before, field), field)
        self.assertEqual(os.getxattr(path, "user.kept"), b"yes")
        self.assertGreater(after.st_mtime_ns, before.st_mtime_ns)
        self.assertEqual((clean_after.st_mtime_ns, clean_after.st_ctime_ns), (clean_before.st_mtime_ns, clean_before.st_ctime_ns))

    def test_keep_times(self):
        path = self.file("log", b"a " + VALUE + b"\n")
        os.utime(path, ns=(10 ** 18, 10 ** 18))
        self.report("scrub", "--keep-times")
        self.assertEqual(self.read(path), b"a " + MASK + b"\n")
        self.assertEqual(os.stat(path).st_mtime_ns, 10 ** 18)

    def test_neighbours_in_base64_stay(self):
        for behind in (b"", b"x", b"yz"):
            text = base64.b64encode(b"user" + behind + b":" + VALUE + b"@host")
            path = self.file("b64", b"Authorization: Basic " + text + b"\n")
            self.report("scrub")
            left = base64.b64decode(self.read(path).split()[-1])
            self.assertTrue(left.startswith(b"user" + behind + b":") and left.endswith(b"@host"), left)
            self.assertNotIn(VALUE, left)

    def test_pieces_are_masked(self):
        path = self.file("log", b"token " + VALUE[:20] + b" was cut\n")
        report = self.report("scrub")
        self.assertEqual((report["matches"], report["partials"], report["masked"]), (0, 1, 1))
        self.assertNotIn(VALUE[:12], self.read(path))

    def test_dry_run_writes_nothing(self):
        path = self.file("log", b"a " + VALUE + b"\n")
        before = os.stat(path)
        report = self.report("scrub", "--dry-run", exits=1)
        self.assertEqual((report["matches"], report["masked"], report["changed"][0]["count"]), (1, 0, 1))
        self.assertEqual((os.stat(path).st_mtime_ns, os.stat(path).st_ctime_ns), (before.st_mtime_ns, before.st_ctime_ns))
        self.assertIn(VALUE, self.read(path))

    def test_label_and_other_selectors(self):
        path = self.file("log", b"password=hunter2EXAMPLE77\nacme-" + b"0123456789abcdef" + b"\n")
        done = self.redactctl("scrub", self.folder, "--prefix", "acme-", "--label", "ACME")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.read(path), b"password=hunter2EXAMPLE77\n" + b"[REDACTED_ACME]".ljust(21, b"*") + b"\n")
        done = self.redactctl("scrub", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(b"hunter2", self.read(path))
        self.assertEqual(self.redactctl("verify", self.folder).stdout, b"0\n")
        for wrong in (("--rule", "no-such-rule"), ("--label", "lower case"), ("--jobs", "many")):
            self.assertEqual(self.redactctl("scrub", self.folder, *wrong).returncode, 2, wrong)
        self.assertEqual(self.redactctl("scrub", self.folder, "--prefix", "abc").returncode, 4)

    def test_writes_are_the_masks_alone(self):
        size = 4096 * 5
        text = bytearray(b"." * size)
        for offset in (100, 4096 - 10, 9000, size - len(VALUE)):
            text[offset:offset + len(VALUE)] = VALUE
        path = self.file("log", bytes(text))
        trace = self.path("trace")
        done = self.run_program(["strace", "-f", "-y", "-e", "trace=write,pwrite64,pwritev,openat,ftruncate,rename", "-o", trace,
                                 self.ctl, "scrub", path, "--value-stdin"], VALUE, ASAN_OPTIONS="detect_leaks=0")  # LeakSanitizer cannot trace what is traced
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = self.read(trace).decode(errors="replace").splitlines()
        written = [call for call in calls if "pwrite64(" in call and path in call]
        self.assertEqual(sum(int(call.rsplit("= ", 1)[1]) for call in written), 4 * len(VALUE))
        self.assertFalse([call for call in calls if path in call and ("O_APPEND" in call or "ftruncate" in call or "rename" in call)])
        offsets = [int(re.search(r", (\d+)\) = ", call).group(1)) for call in written]
        self.assertLess(offsets.index(4096), offsets.index(4096 - 10), "the later page comes first")


class Walk(FilesCase):
    def test_links_and_what_is_no_file(self):
        outside = self.path("outside")
        with open(outside, "wb") as opened:
            opened.write(VALUE)
        path = self.file("log", VALUE)
        os.link(path, os.path.join(self.folder, "same"))
        os.symlink(outside, os.path.join(self.folder, "link"))
        os.symlink(self.folder, os.path.join(self.folder, "loop"))
        os.mkfifo(os.path.join(self.folder, "fifo"))
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(os.path.join(self.folder, "socket"))
        report = self.report("scrub", "/proc/self", self.folder)
        self.assertEqual((report["files_seen"], report["matches"], report["files_changed"]), (1, 1, 1))
        reasons = {os.path.basename(one["path"]): one["reason"] for one in report["skipped"]}
        self.assertEqual(reasons, {"link": "symlink", "loop": "symlink", "fifo": "fifo", "socket": "socket", "self": "special-filesystem"})
        self.assertEqual(os.stat(path).st_nlink, 2)
        self.assertEqual(self.read(outside), VALUE)

    def test_an_argument_that_is_a_link_is_followed(self):
        path = self.file("sub/log", VALUE)
        for name, target in (("to-file", path), ("to-folder", os.path.dirname(path))):
            self.file("sub/log", VALUE)
            os.symlink(target, self.path(name))
            report = self.report("scrub", self.path(name))
            self.assertEqual(report["masked"], 1)
            self.assertTrue(report["changed"][0]["path"].startswith(self.path(name)))
            self.assertEqual(self.read(path), MASK)
        self.assertTrue(os.path.islink(self.path("to-file")))

    def test_excludes(self):
        self.file("keep.log", VALUE)
        self.file("cache/keep", VALUE)
        self.file("log", VALUE)
        report = self.report("scrub", "--exclude", "*.log", "--exclude", "cache")
        self.assertEqual(report["masked"], 1)
        self.assertEqual({one["reason"] for one in report["skipped"]}, {"excluded"})

    def test_a_path_that_holds_the_value(self):
        self.file("dir-" + VALUE.decode() + "/log", VALUE)
        report = self.report("scrub")
        self.assertIn("dir-[REDACTED_SECRET]*", report["changed"][0]["path"])
        self.assertNotIn(VALUE, self.drill("scrub").stdout)

    def test_sparse_file(self):
        path = self.file("sparse", b"")
        with open(path, "r+b") as opened:
            opened.truncate(64 * 1024 ** 3)
            for offset in (0, 5 * 1024 ** 3 + 77, 64 * 1024 ** 3 - len(VALUE)):
                opened.seek(offset)
                opened.write(VALUE)
        blocks = os.stat(path).st_blocks
        begun = time.monotonic()
        report = self.report("scrub")
        self.assertLess(time.monotonic() - begun, 20)
        self.assertEqual((report["masked"], os.stat(path).st_blocks), (3, blocks))

    def test_many_files(self):
        for number in range(20000):
            if number % 500 == 0:
                os.mkdir(os.path.join(self.folder, str(number)))
            with open(os.path.join(self.folder, str(number - number % 500), str(number)), "wb") as opened:
                opened.write(b"line\n" + (VALUE if number % 1000 == 7 else b"x") + b"\n")
        report = self.report("scrub")
        self.assertEqual((report["files_seen"], report["masked"], report["files_changed"]), (20000, 20, 20))

    def test_large_file_over_threads(self):
        block = b"an ordinary line of text\n" * 41943 + b"\n"
        edge = 64 * 1024 ** 2
        path = os.path.join(self.folder, "large")
        with open(path, "wb") as opened:
            for _ in range(150):
                opened.write(block)
            size = opened.tell()
            for offset in (0, edge - 20, edge, 2 * edge - len(VALUE), size - len(VALUE)):
                opened.seek(offset)
                opened.write(VALUE)
        # Two of them touch: what stands at edge - 20 is cut by what stands at edge.
        for jobs in ("1", "4"):
            self.assertEqual(self.report("verify", "--jobs", jobs, exits=1)["matches"], 4)
        self.report("scrub", "--jobs", "4")
        self.assertEqual(os.stat(path).st_size, size)
        self.assertEqual(self.report("verify")["matches"], 0)

    def test_rewrite(self):
        path = self.file("log", b"a\n" * 600000 + VALUE + b"\nend")
        os.chmod(path, 0o640)
        old = open(path, "rb")
        self.addCleanup(old.close)
        report = self.report("scrub", "--rewrite")
        self.assertEqual((report["masked"], report["changed"][0]["how"]), (1, "rewritten"))
        self.assertEqual(self.read(path), b"a\n" * 600000 + MASK + b"\nend")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        self.assertNotIn(VALUE, old.read())
        self.assertEqual(os.listdir(self.folder), ["log"])

    def test_a_path_that_is_not_there(self):
        path = self.file("log", VALUE)
        done = self.drill("scrub", path, self.path("missing"))
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"drill.path.missing", done.stderr)
        self.assertEqual(self.read(path), VALUE)


class Obstacles(FilesCase):
    def run_as_nobody(self, *arguments):
        """Root is stopped by no mode: the same as somebody else, where we are root."""
        command = [self.ctl, *arguments]
        if os.geteuid() == 0:
            os.chmod(self.root, 0o755)
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        return self.run_program(command, VALUE)

    def test_no_permission(self):
        self.file("shut/log", VALUE)
        readable = self.file("readable", VALUE)
        open_one = self.file("open", VALUE)
        os.chmod(readable, 0o444)
        os.chmod(open_one, 0o666)
        os.chmod(os.path.join(self.folder, "shut"), 0)
        self.addCleanup(os.chmod, os.path.join(self.folder, "shut"), 0o700)
        done = self.run_as_nobody("scrub", self.folder, "--value-stdin", "--json")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn(b'"reason":"permission"', done.stdout)
        self.assertIn(b"shut: Permission denied", done.stderr)
        self.assertEqual((self.read(readable), self.read(open_one)), (VALUE, MASK))
        done = self.run_as_nobody("verify", self.folder, "--value-stdin")
        self.assertEqual((done.returncode, done.stdout), (5, b"1\n"))

    def set_attribute(self, change, path):
        return subprocess.run(["chattr", change, path], capture_output=True).returncode == 0

    def test_immutable_and_append_only(self):
        paths = {}
        for letter, reason in (("i", "immutable"), ("a", "append-only")):
            path = paths[reason] = self.file(reason, VALUE)
            if not self.set_attribute("+" + letter, path):
                return  # no file system with these, or no right to set them
            self.addCleanup(self.set_attribute, "-" + letter, path)
        self.file("other", VALUE)
        report = self.report("scrub", exits=5)
        self.assertEqual(report["masked"], 1)
        self.assertEqual({one["reason"]: one["count"] for one in report["left"]}, {"immutable": 1, "append-only": 1})
        for one in report["left"]:
            self.assertIn("chattr -", one["advice"])
            self.assertEqual(self.read(paths[one["reason"]]), VALUE)

    def test_refused_values(self):
        path = self.file("log", b"short password\n")
        for value in (b"", b"short", b"password", b"x" * 65537):
            done = self.drill("scrub", path, value=value)
            self.assertEqual(done.returncode, 4, value[:10])
            self.assertIn(b"drill.value.", done.stderr)
        self.assertEqual(self.read(path), b"short password\n")


class Alive(FilesCase):
    def test_an_appending_program_loses_nothing(self):
        path = self.file("log", b"")
        count, stop = [0], threading.Event()

        def write():
            with open(path, "ab", buffering=0) as log:
                while not stop.is_set():
                    log.write(b"%08d %s\n" % (count[0], VALUE if count[0] % 50 == 0 else b"ordinary"))
                    count[0] += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(10):
                self.assertIn(self.drill("scrub").returncode, (0, 1))
        finally:
            stop.set()
            writer.join()
        self.report("scrub")
        lines = self.read(path).splitlines()
        self.assertEqual([int(line[:8]) for line in lines], list(range(count[0])))
        self.assertEqual({line[9:] for line in lines}, {MASK, b"ordinary"})

    def test_killed_at_any_point(self):
        line = b"%07d " + VALUE + b" rest of the line\n"
        original = b"".join(line % number for number in range(40000))
        halves = re.compile(re.escape(VALUE) + b"|" + re.escape(MASK))
        begun = time.monotonic()
        path = self.file("log", original)
        self.report("scrub")
        whole = time.monotonic() - begun
        for number in range(25):
            path = self.file("log", original)
            process = subprocess.Popen([self.ctl, "scrub", path, "--value-stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=self.env)
            process.stdin.write(VALUE)
            process.stdin.close()
            time.sleep(whole * number / 25)
            process.send_signal(signal.SIGKILL)
            process.wait()
            text = self.read(path)
            self.assertEqual(len(text), len(original))
            torn = [one for one in text.splitlines() if not halves.search(one)]
            for one in torn:  # over a page boundary: the head is raw, so that a search for pieces finds it
                self.assertTrue(one[8:].startswith(VALUE[:1]), one)
            self.report("scrub")
            text = self.read(path)
            self.assertEqual(re.sub(rb" [^ ]+ rest", b" V rest", text), re.sub(rb" [^ ]+ rest", b" V rest", original))
            for size in (len(VALUE), 12):
                self.assertNotIn(VALUE[:size], text)


if __name__ == "__main__":
    unittest.main()
