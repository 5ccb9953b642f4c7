"""A home of its own for a shell: everything that is written lands below one folder, which is searched for the secret."""
import os
import random
import shutil
import string
import subprocess
import tempfile

from .daemon import Daemon, find_built

_hooks = {}


def hook(shell):
    """What `redactctl init SHELL` prints."""
    if shell not in _hooks:
        _hooks[shell] = subprocess.run([find_built("redactctl"), "init", shell], check=True, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, text=True).stdout
    return _hooks[shell]


def fake_token(seed):
    """Secret-shaped, made here and now, valid nowhere."""
    return "ghp_" + "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=36))


def fake_password(seed):
    return "".join(random.Random("password " + seed).choices(string.ascii_letters + string.digits, k=16)) + "7x"


class Sandbox:
    def __init__(self):
        self.root = tempfile.mkdtemp(prefix="redactd-shell-")
        for name in ("home", "tmp", "run", "state", "sock", "config"):
            os.mkdir(self.path(name), 0o700)
        self.daemon = Daemon(self.path("sock"), self.path("state"), self.env())

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def home(self, *parts):
        return self.path("home", *parts)

    def env(self, **more):
        env = {"HOME": self.home(), "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "dumb", "LANG": "C.UTF-8",
               "TMPDIR": self.path("tmp"), "TMPPREFIX": self.path("tmp", "zsh"), "XDG_RUNTIME_DIR": self.path("run"),
               "XDG_STATE_HOME": self.path("state"), "XDG_CONFIG_HOME": self.path("config"),
               "XDG_DATA_HOME": self.home(".local", "share"), "REDACTD_SOCKET_DIR": self.path("sock"), "USER": "tester"}
        for variable in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if variable in os.environ:
                env[variable] = os.environ[variable]
        env.update(more)
        return env

    def write(self, name, text):
        path = self.home(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(text)
        return path

    def read(self, name):
        try:
            with open(self.home(name), "rb") as source:
                return source.read().decode(errors="surrogateescape")
        except FileNotFoundError:
            return ""

    def files_with(self, secret):
        """Every file below the folder that holds the secret, or its first 12 bytes, as it is."""
        needle = secret.encode()[:12]
        found = []
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                try:
                    with open(path, "rb") as source:
                        if needle in source.read():
                            found.append(path)
                except FileNotFoundError:
                    pass
        return found

    def dispose(self):
        self.daemon.kill()
        shutil.rmtree(self.root, ignore_errors=True)
