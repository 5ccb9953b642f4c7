"""Installs a build into a scratch root once a test process, for the tests of what an installation looks like."""
import atexit
import os
import pathlib
import shutil
import subprocess
import tempfile

BUILD = pathlib.Path(os.environ.get("REDACTD_BUILD", pathlib.Path(__file__).resolve().parents[2] / "build" / "release"))
_root = None


def root():
    """The scratch root (DESTDIR) with everything that `cmake --install` puts there."""
    global _root
    if _root is None:
        _root = pathlib.Path(tempfile.mkdtemp(prefix="redactd-installed-"))
        atexit.register(shutil.rmtree, _root, True)
        subprocess.run(["cmake", "--install", str(BUILD), "--prefix", "/usr"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "DESTDIR": str(_root)})
    return _root


def unit(name, kind="system"):
    return root() / "usr/lib/systemd" / kind / name
