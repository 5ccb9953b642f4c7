"""The Debian package: built from the build under test, complete, with its dependencies and scripts."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import installed  # noqa: E402


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        subprocess.run(["cpack", "--config", str(installed.BUILD / "CPackConfig.cmake"), "-G", "DEB", "-B", cls.scratch.name],
                       check=True, stdout=subprocess.DEVNULL, cwd=cls.scratch.name)
        cls.deb = next(pathlib.Path(cls.scratch.name).glob("*.deb"))

    def field(self, name):
        return subprocess.run(["dpkg-deb", "-f", self.deb, name], check=True, capture_output=True, text=True).stdout.strip()

    def unpacked(self, flag):
        folder = os.path.join(self.scratch.name, flag)
        subprocess.run(["dpkg-deb", flag, self.deb, folder], check=True, capture_output=True)
        return pathlib.Path(folder)

    def test_it_holds_the_same_files_as_an_installation(self):
        def files(root):
            return {str(p.relative_to(root)) for p in pathlib.Path(root).rglob("*") if not p.is_dir()}
        self.assertEqual(files(self.unpacked("-x")), files(installed.root()))

    def test_its_units_name_the_installed_program(self):
        service = self.unpacked("-x") / "usr/lib/systemd/system/redactd.service"
        self.assertIn("ExecStart=/usr/bin/redactd", service.read_text())

    def test_it_names_the_libraries_that_it_needs(self):
        depends = self.field("Depends")
        for library in ("libc6", "libuv1", "libre2-", "libvectorscan5", "libsodium23"):
            self.assertIn(library, depends)

    def test_its_scripts_are_whole(self):
        control = self.unpacked("-e")
        for name in ("postinst", "prerm", "postrm"):
            script = control / name
            self.assertTrue(os.access(script, os.X_OK), name)
            self.assertEqual(subprocess.run(["sh", "-n", script]).returncode, 0)
        self.assertIn("/etc/redactd/redactd.json", (control / "conffiles").read_text())


if __name__ == "__main__":
    unittest.main()
