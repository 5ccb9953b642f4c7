"""What scrub never touches: counted, and told with the command to run."""
import os
import stat
import subprocess
import unittest
import zipfile

from files import VALUE, FilesCase

GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}


class Left(FilesCase):
    def left(self, verb="scrub"):
        return {os.path.basename(one["path"]): one for one in self.report(verb, exits=1)["left"]}

    def git(self, *arguments):
        subprocess.run(["git", "-C", os.path.join(self.folder, "repo"), *arguments], check=True, capture_output=True, env={**self.env, **GIT})

    def repository(self):
        self.file("repo/config.py", b"key = '" + VALUE + b"'\n")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        self.file("repo/config.py", b"key = None\n")
        self.git("commit", "-q", "-a", "-m", "two " + VALUE.decode())

    def contents(self):
        return {os.path.join(at, name): self.read(os.path.join(at, name)) for at, _, names in os.walk(self.folder) for name in names}

    def test_git_loose_and_packed(self):
        self.repository()
        for packed in (False, True):
            with self.subTest(packed=packed):
                if packed:
                    self.git("gc", "-q")
                before = self.contents()
                left = self.left()[".git"]
                self.assertEqual(left["reason"], "git")
                for part in ("2 objects", "2 in reflogs", "filter-repo --sensitive-data-removal", "reflog expire --expire=now --all", "gc --prune=now"):
                    self.assertIn(part, left["advice"])
                self.assertEqual(self.contents(), before)
                self.assertEqual(self.left("verify")[".git"]["count"], left["count"])

    def test_git_without_a_match_says_nothing(self):
        self.file("repo/x", b"nothing\n")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        self.git("gc", "-q")
        self.assertEqual(self.report("verify")["left"], [])

    def test_a_hostile_repository_runs_nothing(self):
        self.repository()
        self.git("gc", "-q")
        mark, script = self.path("mark"), self.path("script")
        with open(script, "w") as out:
            out.write("#!/bin/sh\ntouch %s\n" % mark)
        os.chmod(script, stat.S_IRWXU)
        for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "credential.helper", "diff.external"):
            self.git("config", key, script)
        self.git("config", "extensions.partialClone", "origin")
        self.git("config", "remote.origin.url", "ext::" + script)
        self.git("config", "remote.origin.promisor", "true")
        self.git("config", "core.hooksPath", self.root)
        self.assertIn(".git", self.left())
        self.assertFalse(os.path.exists(mark))

    def test_tar_and_zip(self):
        plain = self.file("a.log", b"x " + VALUE + b"\n")
        subprocess.run(["tar", "-C", self.folder, "-cf", os.path.join(self.folder, "a.tar"), "a.log"], check=True)
        for name, method in (("stored.zip", zipfile.ZIP_STORED), ("deflated.zip", zipfile.ZIP_DEFLATED)):
            with zipfile.ZipFile(os.path.join(self.folder, name), "w", method) as out:
                out.writestr("a.log", (VALUE + b"\n") * 3)
        with zipfile.ZipFile(os.path.join(self.folder, "clean.zip"), "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("a.log", b"nothing\n" * 100)
        os.unlink(plain)
        before = self.contents()
        left = self.left()
        self.assertEqual({name: (one["reason"], one["count"]) for name, one in left.items()},
                         {"a.tar": ("archive", 1), "stored.zip": ("archive", 3), "deflated.zip": ("archive", 3)})
        self.assertEqual(self.contents(), before)

    def test_encrypted(self):
        self.file("key.age", b"age-encryption.org/v1\n-> X25519 EXAMPLE\n" + b"\x93" * 200)
        left = self.left()["key.age"]
        self.assertEqual((left["reason"], left["count"]), ("archive", 0))

    def test_journal(self):
        """A file with the header of a journal: its fields are little-endian at fixed places."""
        header = bytearray(256)
        header[:8] = b"LPKSHHRH"
        header[56:72] = bytes(range(16))
        header[88:96] = (256).to_bytes(8, "little")
        path = self.file("system.journal", bytes(header) + b"MESSAGE=login with " + VALUE + b"\0" * 40)
        before = self.read(path)
        left = self.left()["system.journal"]
        self.assertEqual((left["reason"], left["count"]), ("journal", 1))
        for part in ("boot 000102030405060708090a0b0c0d0e0f", "journalctl --rotate --vacuum-time=1s", "systemd-journal-remote -o"):
            self.assertIn(part, left["advice"])
        self.assertEqual(self.read(path), before)

    def test_a_compressed_field_of_a_journal(self):
        packed = subprocess.run(["zstd", "-q", "-c"], input=b"MESSAGE=" + b"x" * 900 + VALUE, capture_output=True, check=True).stdout
        header = bytearray(256)
        header[:8] = b"LPKSHHRH"
        header[12] = 8
        data = bytearray(64) + packed
        data[0], data[1] = 1, 4
        data[8:16] = len(data).to_bytes(8, "little")
        header[88:96] = (256).to_bytes(8, "little")
        header[96:104] = (8 * ((len(data) + 7) // 8)).to_bytes(8, "little")
        self.file("user.journal", bytes(header) + bytes(data) + b"\0" * 8)
        self.assertEqual(self.left()["user.journal"]["count"], 1)


if __name__ == "__main__":
    unittest.main()
