"""redactctl hunt: what is left of a value that was cut, where, and how sure that is."""
import os
import unittest

from files import VALUE, FilesCase


class Hunt(FilesCase):
    def test_places_and_order(self):
        self.file("log", b"first line\ncut " + VALUE[:12] + b" here\n" + b"x\n" * 300000 + b"longer " + VALUE[:30] + b"\n")
        report = self.report("hunt", exits=1)
        self.assertEqual(list(report), ["findings", "sure", "likely", "weak"])
        self.assertEqual([one["line"] for one in report["findings"]], [300003, 2])
        longest = report["findings"][0]
        self.assertEqual(list(longest), ["path", "line", "offset", "chars", "rank", "form"])
        self.assertEqual((longest["rank"], longest["chars"]), ("sure", 30 - len(b"cfut_")))
        self.assertEqual(report["sure"], 2)

    def test_nothing_is_changed_unless_asked(self):
        path = self.file("log", b"cut " + VALUE[:16] + b" here\n")
        self.report("hunt", exits=1)
        self.assertIn(VALUE[:16], self.read(path))
        report = self.report("hunt", "--scrub")
        self.assertEqual(len(report["findings"]), 1)
        self.assertNotIn(VALUE[:12], self.read(path))
        self.assertEqual(self.report("hunt")["findings"], [])

    def test_the_public_prefix_is_no_piece(self):
        self.file("log", b"tokens begin with cfut_ and nothing else\n")
        self.assertEqual(self.report("hunt")["sure"], 0)

    def test_text_names_places_only(self):
        path = self.file("log", b"secret neighbourhood " + VALUE[:16] + b"\n")
        done = self.drill("hunt")
        self.assertEqual(done.returncode, 1)
        self.assertIn(os.fsencode(path) + b":1: ", done.stdout)
        self.assertNotIn(b"neighbourhood", done.stdout + done.stderr)
        self.assertNotIn(VALUE[:12], done.stdout + done.stderr)

    def test_the_whole_value_is_told(self):
        self.file("log", VALUE + b"\n")
        done = self.drill("hunt")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"whole value", done.stderr)

    def test_usage(self):
        for wrong in (("--min", "9", "--max", "8"), ("--min", "0"), ("--max", "x")):
            self.assertEqual(self.drill("hunt", *wrong).returncode, 2, wrong)
        self.assertEqual(self.redactctl("hunt", self.folder).returncode, 2)


if __name__ == "__main__":
    unittest.main()
