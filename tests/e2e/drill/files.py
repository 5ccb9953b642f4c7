"""For the tests of scrub, verify and hunt: a folder of files, a fake value, and the programs around them."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../client"))
from support import ClientCase  # noqa: E402

# Obviously false; the recognised prefix of the catalogue and no real checksum.
VALUE = b"cfut_EXAMPLE0123456789abcdefEXAMPLE0123456789abcd"
MASK = b"[REDACTED_SECRET]".ljust(len(VALUE), b"*")


class FilesCase(ClientCase):
    with_daemon = False

    def setUp(self):
        super().setUp()
        self.folder = self.path("files")
        os.mkdir(self.folder)

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as opened:
            opened.write(data)
        return path

    @staticmethod
    def read(path):
        with open(path, "rb") as opened:
            return opened.read()

    def drill(self, verb, *arguments, value=VALUE):
        paths = [one for one in arguments if os.path.isabs(one)] or [self.folder]
        options = [one for one in arguments if not os.path.isabs(one)]
        return self.redactctl(verb, *paths, "--value-stdin", *options, data=value + b"\n")

    def report(self, verb, *arguments, exits=0, value=VALUE):
        done = self.drill(verb, *arguments, "--json", value=value)
        self.assertEqual(done.returncode, exits, done.stderr)
        self.assertNotIn(value, done.stdout + done.stderr)
        return json.loads(done.stdout)
