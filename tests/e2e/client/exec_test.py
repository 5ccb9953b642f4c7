"""redact-shim exec on pipes and files: masked, each stream for itself, and otherwise as if the command ran alone."""
import json
import os
import resource
import signal
import subprocess
import time
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase

MASK = r"\[REDACTED_\w+\]"


class ExecCase(ClientCase):
    def exec(self, *command, options=(), data=b"", **env):
        return self.run_program([self.shim, "exec", *options, "--", *command], data, **env)

    def sh(self, script, *options, data=b"", **env):
        return self.exec("sh", "-c", script, options=options, data=data, TOKEN=TOKEN, **env)

    def start(self, script, *options, **popen):
        process = subprocess.Popen([self.shim, "exec", *options, "--", "sh", "-c", script], env={**self.env, "TOKEN": TOKEN},
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=self.root, **popen)
        self.addCleanup(self.dispose, process)
        return process

    def dispose(self, process):
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


class Commands:
    """Held with the daemon and without it."""

    def test_streams_are_masked_and_kept_apart(self):
        done = self.sh('echo "out $TOKEN"; echo "err $TOKEN" >&2; printf tail')
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"\Aout %s\ntail\Z" % MASK)
        self.assertRegex(done.stderr.decode(), r"\Aerr %s\n\Z" % MASK)

    def test_one_place_for_both_keeps_their_order(self):
        script = "i=0; while [ $i -lt 300 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done"
        with open(self.path("both"), "wb") as both:
            subprocess.run([self.shim, "exec", "--", "sh", "-c", script], env=self.env, stdout=both, stderr=both, check=True, timeout=60)
        with open(self.path("both")) as shown:
            self.assertEqual(shown.read(), "".join("out %d\nerr %d\n" % (i, i) for i in range(300)))

    def test_input_is_the_commands_own(self):
        self.assertEqual(self.sh("read a; echo got $a; cat | wc -c", data=b"first\n" + b"x" * 100000).stdout, b"got first\n100000\n")

    def test_token_in_two_writes_with_colours_inside(self):
        script = r"printf 'using %s\033[1m'; sleep 0.05; printf '\033[32m%s\033[0m\n'" % (TOKEN[:20], TOKEN[20:])
        shown = self.sh(script).stdout.decode()
        self.assertIn("[REDACTED_", shown)
        self.assertNotIn(TOKEN[:20], shown)
        self.assertNotIn(TOKEN[20:], shown)

    def test_key_block(self):
        with open(self.path("key"), "w") as key:
            key.write(PEM)
        self.assertNotIn(b"EXAMPLE0123456789abcdef", self.exec("cat", self.path("key")).stdout)

    def test_much_output(self):
        done = self.sh("seq 1 400000; seq 1 400000 >&2")
        expected = "".join("%d\n" % i for i in range(1, 400001)).encode()
        self.assertTrue(done.stdout == expected)
        self.assertTrue(done.stderr == expected)

    def test_status(self):
        for status in (0, 1, 7, 75, 126, 255):
            self.assertEqual(self.sh("exit %d" % status).returncode, status)

    def test_death_by_a_signal_is_ours_too_without_a_core(self):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGPIPE, signal.SIGHUP):
            self.assertEqual(self.sh("kill -%d $$" % number).returncode, -number)

    def test_json_lines(self):
        rows = [{"tool": "bash", "output": "x " + TOKEN}, {"n": 1}]
        with open(self.path("rows"), "w") as opened:
            opened.write("".join(json.dumps(row) + "\n" for row in rows))
        lines = self.exec("cat", self.path("rows"), options=["--jsonl"]).stdout.decode().splitlines()
        self.assertRegex(json.loads(lines[0])["output"], r"\Ax %s\Z" % MASK)
        self.assertEqual(json.loads(lines[1]), rows[1])

    def test_those_left_behind_are_not_waited_for_and_masked(self):
        start = time.monotonic()
        with open(self.path("out"), "wb") as out:
            script = '(while [ ! -e %s ]; do sleep 0.02; done; echo "late $TOKEN") & echo now' % self.path("go")
            subprocess.run([self.shim, "exec", "--", "sh", "-c", script], env={**self.env, "TOKEN": TOKEN}, stdout=out, stderr=out,
                           stdin=subprocess.DEVNULL, check=True, timeout=20)
        with open(self.path("out")) as shown:
            self.assertEqual(shown.read(), "now\n")
        open(self.path("go"), "w").close()
        while time.monotonic() - start < 15:
            with open(self.path("out")) as shown:
                text = shown.read()
            if text.endswith("]\n"):
                break
            time.sleep(0.02)
        self.assertRegex(text, r"\Anow\nlate %s\n\Z" % MASK)


    def test_those_left_behind_may_write_without_a_pause(self):
        start = time.monotonic()
        process = self.start("yes & echo $! >%s; exit 3" % self.path("pid"))
        try:
            self.assertEqual(process.stdout.readline(), b"y\n")
            self.assertEqual(process.wait(10), 3)
            self.assertLess(time.monotonic() - start, 5)
            self.assertEqual(process.stdout.read(20000), b"y\n" * 10000)
        finally:
            with open(self.path("pid")) as pid:
                os.kill(int(pid.read()), signal.SIGKILL)
        process.stdout.read()


class WithDaemon(Commands, ExecCase):
    def test_pattern_of_the_operator(self):
        secret = "acme_" + "0123456789abcdef" * 2
        self.redactctl("add-pattern", "--id", "acme-key", "--label", "ACME_KEY", "--pattern", "acme_[0-9a-f]{32}")
        self.assertEqual(self.exec("echo", secret).stdout, b"[REDACTED_ACME_KEY]\n")

    def test_daemon_killed_while_the_command_runs(self):
        process = self.start('echo "one $TOKEN"; while [ ! -e %s ]; do sleep 0.02; done; echo "two $TOKEN"' % self.path("go"))
        self.assertRegex(process.stdout.readline().decode(), r"\Aone %s\n\Z" % MASK)
        self.stop_daemon()
        open(self.path("go"), "w").close()
        self.assertRegex(process.stdout.read().decode(), r"\Atwo %s\n\Z" % MASK)
        self.assertEqual(process.wait(10), 0)

    def stored(self, tag, count):
        path = os.path.join(self.state, "sink/redacted.jsonl")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if os.path.exists(path):
                with open(path) as opened:
                    rows = [row for row in map(json.loads, opened) if row.get("tag") == tag]
                if len(rows) >= count:
                    return rows
            time.sleep(0.02)
        self.fail("not stored")

    def test_lines_are_stored_under_a_tag(self):
        done = self.sh('echo "one $TOKEN"; printf "\\033[1mtwo\\033[0m\\n"; echo three >&2; printf four', "--tag", "build")
        self.assertEqual((done.returncode, done.stdout.count(b"\n")), (0, 2))
        texts = [row["text"] for row in self.stored("build", 4)]
        self.assertEqual(sorted(texts[1:]), ["four", "three", "two"])
        self.assertRegex(texts[0], r"\Aone %s\Z" % MASK)
        self.assertEqual(self.files_with(TOKEN), [])

    def test_lines_of_those_left_behind_are_stored_once(self):
        with open(self.path("out"), "wb") as out:
            script = 'echo one; (while [ ! -e %s ]; do sleep 0.02; done; echo "two $TOKEN"; printf three) &' % self.path("go")
            subprocess.run([self.shim, "exec", "--tag", "left", "--", "sh", "-c", script], env={**self.env, "TOKEN": TOKEN}, stdout=out,
                           stderr=out, stdin=subprocess.DEVNULL, check=True, timeout=20)
        self.assertEqual([row["text"] for row in self.stored("left", 1)], ["one"])
        open(self.path("go"), "w").close()
        texts = [row["text"] for row in self.stored("left", 3)]
        self.assertRegex("/".join(texts), r"\Aone/two %s/three\Z" % MASK)

    def test_many_lines_are_stored(self):
        self.assertEqual(self.sh("seq 1 3000", "--tag", "many").stderr, b"")
        self.assertEqual([row["text"] for row in self.stored("many", 3000)], [str(i) for i in range(1, 3001)])


class WithoutDaemon(Commands, ExecCase):
    with_daemon = False

    def test_hung_daemon(self):
        self.false_daemon(lambda connection: time.sleep(60))
        start = time.monotonic()
        self.assertRegex(self.sh('echo "x $TOKEN"').stdout.decode(), r"\Ax %s\n\Z" % MASK)
        self.assertLess(time.monotonic() - start, 3)

    def test_hung_daemon_that_should_store(self):
        self.false_daemon(lambda connection: time.sleep(60))
        start = time.monotonic()
        done = self.sh("seq 1 100000", "--tag", "build")
        self.assertEqual((done.returncode, done.stdout.count(b"\n")), (0, 100000))
        self.assertIn(b"exec.lines_not_stored: 100000 masked lines", done.stderr)
        self.assertLess(time.monotonic() - start, 8)

    def test_lines_that_no_daemon_stored_are_told(self):
        done = self.sh("echo a; echo b", "--tag", "build")
        self.assertEqual((done.returncode, done.stdout), (0, b"a\nb\n"))
        self.assertRegex(done.stderr.decode(), r"exec\.lines_not_stored: 2 masked lines")

    def test_no_such_command(self):
        for command, status, code in ((["zq-none-" + PASSWORD], 127, b"exec.not_found"), ([self.root], 126, b"exec.not_executable"),
                                      (["/etc/passwd"], 126, b"exec.not_executable")):
            done = self.exec(*command)
            self.assertEqual((done.returncode, done.stdout), (status, b""))
            self.assertIn(code, done.stderr)
            self.assertNotIn(PASSWORD.encode(), done.stderr)

    def test_wrong_usage(self):
        for arguments in ([], ["--"], ["--tag"], ["--zq-" + PASSWORD, "--", "true"]):
            done = self.run_program([self.shim, "exec", *arguments])
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"shim.usage", done.stderr)
            self.assertNotIn(PASSWORD.encode(), done.stderr)
        self.assertIn(b"--no-pty", self.run_program([self.shim, "exec", "--help"]).stdout)

    def test_options_of_the_command_are_not_ours(self):
        self.assertEqual(self.run_program([self.shim, "exec", "echo", "--jsonl", "--", "-n"]).stdout, b"--jsonl -- -n\n")

    def test_environment_and_limits_pass(self):
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        soft = 4096 if hard == resource.RLIM_INFINITY else hard
        script = "env | sort; ulimit -Sc; ulimit -Hc"
        alone = ["bash", "-c", script]
        # AddressSanitizer would lower the limit before main().
        env = {**self.env, "A": "b c\nd", "ASAN_OPTIONS": self.env.get("ASAN_OPTIONS", "") + ":disable_coredump=0"}
        both = [subprocess.run(argv, env=env, capture_output=True, timeout=20,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))).stdout
                for argv in (alone, [self.shim, "exec", "--", *alone])]
        self.assertEqual(both[0], both[1])

    def test_ignored_signals_stay_ignored_and_the_mask_is_as_it_was(self):
        script = "grep -E '^Sig(Blk|Ign)' /proc/self/status"
        both = [subprocess.run(argv, env=self.env, capture_output=True, timeout=20, restore_signals=False,
                               preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)).stdout
                for argv in (["sh", "-c", script], [self.shim, "exec", "--", "sh", "-c", script])]
        self.assertEqual(both[0], both[1])

    def test_started_by_one_who_ignores_its_children(self):
        for command, status in ((["grep", "SigIgn", "/proc/self/status"], 0), (["sh", "-c", "exit 7"], 7)):
            done = subprocess.run([self.shim, "exec", "--", *command], env=self.env, timeout=20, capture_output=True,
                                  preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
            self.assertEqual(done.returncode, status)
            if status == 0:
                self.assertTrue(int(done.stdout.split()[1], 16) >> (signal.SIGCHLD - 1) & 1)

    def test_only_the_three_descriptors_pass(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        try:
            script = "ls /proc/self/fd; echo x >&%d" % writer
            for options, passes in (([], False), (["--keep-fds"], True)):
                done = subprocess.run([self.shim, "exec", *options, "--", "bash", "-c", script], env=self.env, capture_output=True,
                                      timeout=20, pass_fds=[writer])
                self.assertEqual(str(writer) in done.stdout.decode().split(), passes)
                self.assertEqual(done.returncode == 0, passes)
            self.assertEqual(os.read(reader, 10), b"x\n")
        finally:
            os.close(writer)

    def test_make_with_jobs(self):
        with open(self.path("Makefile"), "w") as opened:
            opened.write("all: a b\na b:\n\t@echo $@ %s\n" % TOKEN)
        done = self.exec("make", "-j2", "-C", self.root, "--no-print-directory")
        self.assertEqual(sorted(line[0] for line in done.stdout.decode().splitlines()), ["a", "b"], done.stderr)
        self.assertNotIn(TOKEN.encode(), done.stdout)

    def test_a_reader_that_goes_away(self):
        process = self.start("exec yes")
        self.assertEqual(process.stdout.readline(), b"y\n")
        process.stdout.close()
        self.assertEqual(process.wait(10), -signal.SIGPIPE)
        process.stdout = open(os.devnull, "rb")

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([self.shim, "exec", "--", "sh", "-c", "echo x; exit 0"], env=self.env, stdout=full,
                                  stderr=subprocess.PIPE, timeout=20)
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"io.write_failed", done.stderr)

    def test_closed_descriptors(self):
        done = subprocess.run(["sh", "-c", "%s exec -- sh -c 'echo x; echo y >&2' <&- >&-" % self.shim], env=self.env, stderr=subprocess.PIPE,
                              timeout=20)
        self.assertEqual((done.returncode, done.stderr), (0, b"y\n"))

    def test_signals_reach_the_command(self):
        for number in ("HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "ALRM"):
            process = self.start("trap 'echo got; exit 9' %s; echo ready; while :; do sleep 0.02; done" % number)
            self.assertEqual(process.stdout.readline(), b"ready\n")
            process.send_signal(getattr(signal, "SIG" + number))
            self.assertEqual((process.wait(10), process.stdout.read()), (9, b"got\n"), number)

    def test_signals_reach_it_while_nobody_reads(self):
        process = self.start("trap 'exit 9' TERM; (yes & echo $! >%s; wait)" % self.path("pid"))
        time.sleep(0.3)  # long enough to fill the pipe: nothing tells when it is full
        process.send_signal(signal.SIGTERM)
        with open(self.path("pid")) as pid:
            os.kill(int(pid.read()), signal.SIGKILL)
        process.stdout.read()
        self.assertEqual(process.wait(10), 9)

    def test_stop_and_continue(self):
        process = self.start("echo $$; while [ ! -e %s ]; do sleep 0.02; done; exit 6" % self.path("go"), process_group=0)
        pid = int(process.stdout.readline())
        os.kill(pid, signal.SIGSTOP)
        self.assertEqual(os.waitpid(process.pid, os.WUNTRACED), (process.pid, signal.SIGSTOP << 8 | 0x7f))
        open(self.path("go"), "w").close()
        os.kill(process.pid, signal.SIGCONT)
        self.assertEqual(process.wait(10), 6)

    def test_raw_text_is_in_no_core_dump_setting(self):
        process = self.start("echo ready; cat")
        process.stdout.readline()
        with open("/proc/%d/limits" % process.pid) as limits:
            self.assertRegex(limits.read(), r"Max core file size +0 ")


if __name__ == "__main__":
    unittest.main()
