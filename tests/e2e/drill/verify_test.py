"""redactctl verify: a number alone, every form counted, and never clean about what it did not read."""
import base64
import json
import os
import pty
import subprocess
import unittest
import urllib.parse

from files import VALUE, FilesCase


class Verify(FilesCase):
    def test_the_number_alone(self):
        self.file("log", VALUE + b"\n" + VALUE + b"\n")
        done = self.drill("verify")
        self.assertEqual((done.returncode, done.stdout), (1, b"2\n"))
        self.drill("scrub")
        done = self.drill("verify")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"0\n", b""))

    def test_keys(self):
        self.file("log", VALUE)
        report = self.report("verify", exits=1)
        self.assertEqual(list(report), ["matches", "by_form", "files_seen", "bytes_seen", "left", "unread", "elapsed_ms"])
        self.assertEqual((report["matches"], report["files_seen"], report["bytes_seen"]), (1, 1, len(VALUE)))

    def test_forms(self):
        odd = b"EXAMPLE/pass'word\"01234+56789 x_y"
        forms = {
            "plain": odd,
            "base64": base64.b64encode(b"u:" + odd),
            "base64url": base64.urlsafe_b64encode(b"\xff\xfe:" + odd),
            "hex": odd.hex().encode(),
            "percent": urllib.parse.quote(odd, safe="").encode(),
            "json": json.dumps(odd.decode())[1:-1].encode(),
            "shell": odd.replace(b"'", b"'\\''"),
            "utf16": odd.decode().encode("utf-16-le"),
        }
        for name, text in forms.items():
            self.file(name, b"x=" + text + b"\n")
        report = self.report("verify", exits=1, value=odd)
        self.assertEqual(report["matches"], len(forms))
        self.report("scrub", value=odd)
        self.assertEqual(self.report("verify", value=odd)["matches"], 0)

    def test_pieces_do_not_count(self):
        self.file("log", VALUE[:20] + b"\n")
        self.assertEqual(self.report("verify")["matches"], 0)

    def test_many_threads_count_the_same(self):
        block = (b"text " * 50 + b"\n") * 40 + VALUE + b"\n"
        self.file("log", block * 9000)
        counts = {self.report("verify", "--jobs", jobs, exits=1)["matches"] for jobs in ("1", "2", "4")}
        self.assertEqual(counts, {9000})

    def test_no_path_and_no_value(self):
        self.assertEqual(self.redactctl("verify", "--value-stdin", data=VALUE).returncode, 2)
        self.assertEqual(self.drill("verify", value=b"").returncode, 4)

    def test_standard_places(self):
        with open(os.path.join(self.home, ".bash_history"), "wb") as history:
            history.write(b"export T=" + VALUE + b"\n")
        done = self.redactctl("verify", "--standard", "--exclude", "/var/log", "--value-stdin", data=VALUE)
        self.assertEqual((done.returncode, done.stdout), (1, b"1\n"), done.stderr)

    def test_a_prompt_without_echo(self):
        self.file("log", VALUE)
        main, side = pty.openpty()
        process = subprocess.Popen([self.ctl, "verify", self.folder, "--value-stdin"], stdin=side, stdout=side, stderr=side, env=self.env,
                                   start_new_session=True)
        os.close(side)
        shown = b""
        while b"not stored" not in shown:
            shown += os.read(main, 1000)
        os.write(main, VALUE + b"\n")
        while True:
            try:
                shown += os.read(main, 1000)
            except OSError:
                break
        os.close(main)
        self.assertEqual(process.wait(20), 1)
        self.assertNotIn(VALUE, shown)


if __name__ == "__main__":
    unittest.main()
