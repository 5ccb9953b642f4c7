"""The drill makes no new copy of the secret: every write, argument, environment and unlocked page is searched for it."""
import base64
import glob
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from contain_test import ContainCase, made_up  # noqa: E402
from support import built, sanitized, under_strace  # noqa: E402

WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,execve,rename,link,symlink,setxattr"


def forms(secret):
    raw = secret.encode()
    found = [raw, raw.hex().encode(), raw.hex().upper().encode()]
    for shift in range(3):
        text = base64.b64encode(b"x" * shift + raw)
        found.append(text[-(-8 * shift // 6):(8 * (shift + len(raw))) // 6])
    return found


def unlocked_pages(pid):
    """The bytes of each mapping of the process that is not locked (VmFlags has no "lo")."""
    region, pages = None, []
    with open("/proc/%d/smaps" % pid) as smaps, open("/proc/%d/mem" % pid, "rb", 0) as memory:
        for line in smaps:
            head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line)
            if head:
                region = (int(head.group(1), 16), int(head.group(2), 16), head.group(3))
            elif line.startswith("VmFlags:") and " lo" not in line and region[2].startswith("rw"):
                try:
                    memory.seek(region[0])
                    pages.append(memory.read(region[1] - region[0]))
                except OSError:
                    pass
    return pages


def without_locking_all():
    """Root may lock all of its memory, and then does; what others have is to be looked at."""
    return ["setpriv", "--bounding-set", "-ipc_lock", "--inh-caps", "-ipc_lock"] if os.geteuid() == 0 else []


class NoCopyTest(ContainCase):
    with_daemon = False

    def start_traced_daemon(self):
        self.traces = self.path("trace")
        os.makedirs(self.traces)
        self.daemon_trace = subprocess.Popen(
            ["strace", "-ff", "-o", os.path.join(self.traces, "daemon"), "-s", "100000", "-e", "trace=" + WRITES, built("redactd"),
             "--socket-dir", self.sockets, "--state-dir", self.state],
            env={**self.env, **under_strace()}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.addCleanup(self.end_traced_daemon)
        end = time.monotonic() + 60
        while not self.answers():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def end_traced_daemon(self):
        if self.daemon_trace.poll() is None:
            os.killpg(self.daemon_trace.pid, signal.SIGKILL)
            self.daemon_trace.wait(10)

    def traced(self, secret, *arguments):
        return subprocess.run(["strace", "-ff", "-o", os.path.join(self.traces, "ctl"), "-s", "100000", "-e", "trace=" + WRITES, self.ctl, *arguments],
                              input=secret.encode(), capture_output=True, env={**self.env, **under_strace()}, timeout=120)

    def check_traces(self, secret):
        texts = b"".join(self.read(path) for path in glob.glob(self.traces + "/*"))
        self.assertIn(b"pwrite64(", texts)
        self.assertIn(b"leaks.record", texts)
        for form in forms(secret):
            self.assertNotIn(form, texts)

    def files_with_any(self, secret):
        return [path for form in forms(secret) for path in self.files_with(form.decode())]

    def drill(self, secret, label):
        self.write(".bash_history", "export KEY=%s\n" % secret)
        self.write("b64.log", base64.b64encode(b"user:" + secret.encode()) + b"\n")
        self.write("hex.log", secret.encode().hex() + "\n")
        subprocess.run(["gzip", self.write("old.log", "x %s y\n" % secret)], check=True)
        subprocess.run(["sqlite3", os.path.join(self.home, "h.db"), "CREATE TABLE t(c TEXT); INSERT INTO t VALUES('run %s');" % secret], check=True)
        done = self.traced(secret, "contain", self.home, "--value-stdin", "--label", label)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for form in forms(secret):
            self.assertNotIn(form, done.stdout + done.stderr)
        self.check_traces(secret)
        self.assertEqual(self.files_with_any(secret), [])
        self.assertNotIn(secret.encode(), subprocess.run(["zcat", os.path.join(self.home, "old.log.gz")], capture_output=True).stdout)

    def test_a_token_with_a_shape(self):
        self.start_traced_daemon()
        self.drill(self.SECRET, "ACME_KEY")

    def test_a_value_that_the_daemon_holds(self):
        self.start_traced_daemon()
        self.drill(made_up("", 30, seed=5), "ODD_VALUE")

    def test_unlocked_memory_holds_no_copy(self):
        """Stopped in the middle of a long scan: the value stands in locked pages alone."""
        if sanitized("redactctl"):
            return  # there is no locked page to tell from others
        value = made_up("acmek_", 40, seed=11)
        with open(os.path.join(self.home, "large.log"), "wb") as out:
            for number in range(60):
                out.write((b"line %d of an ordinary log\n" % number) * 200000)
        for attempt in range(40):
            running = subprocess.Popen([*without_locking_all(), self.ctl, "verify", self.home, "--value-stdin", "--jobs", "1"], env=self.env, stdin=subprocess.PIPE,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            running.stdin.write(value.encode())
            running.stdin.close()
            time.sleep(0.03 + 0.005 * attempt)
            running.send_signal(signal.SIGSTOP)
            try:
                with open("/proc/%d/status" % running.pid) as status:
                    facts = status.read()
                if "State:\tT" not in facts or not re.search(r"VmLck:\s+[1-9]", facts):
                    continue
                pages = unlocked_pages(running.pid)
                self.assertGreater(sum(map(len, pages)), 100000)
                for form in forms(value):
                    self.assertFalse(any(form in page for page in pages))
                return
            finally:
                running.kill()
                running.wait()
        self.fail("the scan was never caught in the middle")
