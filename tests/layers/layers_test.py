"""cmake/layers.cmake refuses a forbidden include at configure time, and nothing else.

A copy of the tree gets one extra source file per case; configuring the copy must fail with the layer's own message, or
succeed where the arrow is permitted.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("CMakeLists.txt", "CMakePresets.json", "cmake", "core", "daemon", "client", "config", "systemd", "packages", "docs", "LICENSE")


class Layers(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.tree = pathlib.Path(self.scratch.name) / "tree"
        self.tree.mkdir()
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.tree / name)
            elif source.exists():
                shutil.copy(source, self.tree / name)

    def configure(self, path=None, text=None):
        """Adds the file `path` with `text` to the copy and configures it: (succeeded, all output as one line)."""
        if path:
            target = self.tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        done = subprocess.run(
            ["cmake", "-S", str(self.tree), "-B", str(self.tree / "build"), "-DREDACTD_BUILD_TESTS=OFF"],
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        return done.returncode == 0, " ".join((done.stdout + done.stderr).split())

    def refused(self, path, text, *expected):
        succeeded, output = self.configure(path, text)
        self.assertFalse(succeeded, f"{path} was let through")
        for words in expected:
            self.assertIn(words, output)

    def permitted(self, path, text):
        succeeded, output = self.configure(path, text)
        self.assertTrue(succeeded, output[-2000:])

    def test_the_tree_as_it_is(self):
        succeeded, output = self.configure()
        self.assertTrue(succeeded, output[-2000:])

    def test_core_may_not_include_the_daemon(self):
        self.refused("core/engine/zz_probe.cc", '#include "daemon/ports/clock.h"\n',
                     'layers: core/engine/zz_probe.cc includes "daemon/ports/clock.h": core/engine may not include it')

    def test_base_stands_on_nothing(self):
        self.refused("core/base/zz_probe.cc", '#include "core/engine/rule.h"\n', "core/base may not include it")

    def test_client_and_daemon_meet_on_the_wire_only(self):
        self.refused("client/shim/zz_probe.cc", '#include "daemon/session/session.h"\n', "client/shim may not include it")
        self.refused("daemon/session/zz_probe.cc", '#include "client/link/link.h"\n', "may not include it")

    def test_one_rim_folder_may_not_include_another(self):
        self.refused("daemon/rim/posix/zz_probe.cc", '#include "daemon/rim/uv/loop.h"\n', "daemon/rim/posix may not include it")

    def test_a_library_header_in_a_header_is_refused(self):
        self.refused("core/engine/zz_probe.h", "#include <re2/re2.h>\n", "the library 're2' is allowed only in .cc files")

    def test_a_library_of_another_folder_is_refused(self):
        self.refused("core/terminal/zz_probe.cc", "#include <re2/re2.h>\n", "layers: core/terminal/zz_probe.cc includes <re2/re2.h>")

    def test_a_folder_without_a_row_is_refused(self):
        self.refused("core/newcomer/zz_probe.cc", "int newcomer();\n", "core/newcomer/zz_probe.cc is in no layer")

    def test_spaces_before_the_include_do_not_hide_it(self):
        self.refused("core/base/zz_probe.cc", '  #  include "core/wire/capture.h"\n', "core/base may not include it")

    def test_permitted_arrows_pass(self):
        self.permitted("core/engine/zz_probe.cc", '#include <re2/re2.h>\n#include "core/base/bytes.h"\n#include "core/terminal/visible.h"\n')

    def test_words_in_a_comment_are_no_include(self):
        self.permitted("core/base/zz_probe.cc", '// #include "core/engine/rule.h"\nint probe();\n')


if __name__ == "__main__":
    unittest.main()
