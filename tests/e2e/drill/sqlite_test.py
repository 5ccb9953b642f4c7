"""scrub and verify over SQLite databases: every cell, and every raw byte of the files."""
import os
import sqlite3
import subprocess
import sys
import unittest

from files import MASK, VALUE, FilesCase

TEXT, HIDDEN = VALUE.decode(), MASK.decode()
MIDDLE = b"0123456789abcdef"
HOLDER = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
for one in sys.argv[2:]:
    c.execute(one).fetchone()
print("ready", flush=True)
sys.stdin.read()
"""


class Sqlite(FilesCase):
    def setUp(self):
        super().setUp()
        self.database = os.path.join(self.folder, "history.db")

    def make(self, *commands, keep=False):
        connection = sqlite3.connect(self.database, isolation_level=None)
        for one in commands:
            connection.execute(*one) if isinstance(one, tuple) else connection.execute(one)
        if keep:
            self.addCleanup(connection.close)
            return connection
        connection.close()
        return None

    def history(self, count=30):
        """As atuin's."""
        return ["create table history(id text primary key, timestamp integer, command text, cwd text, unique(timestamp, cwd, command))",
                "create index by_command on history(command)",
                *[("insert into history values(?,?,?,'/')", ("id%d" % i, i, "curl -H %s %d" % (TEXT, i))) for i in range(count)]]

    def raw(self, piece=VALUE):
        return sum(self.read(os.path.join(self.folder, name)).count(piece) for name in os.listdir(self.folder))

    def rows(self, sql):
        connection = sqlite3.connect(self.database)
        try:
            self.assertEqual(connection.execute("pragma integrity_check").fetchall(), [("ok",)])
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def scrub_raw(self):
        report = self.report("scrub")
        self.assertEqual([one["how"] for one in report["changed"]], ["sqlite"])
        self.assertEqual(self.raw(), 0)
        self.assertEqual(self.report("verify")["matches"], 0)

    def scrub(self):
        self.scrub_raw()
        self.assertEqual(self.report("scrub")["changed"], [])

    def hold(self, *commands):
        process = subprocess.Popen([sys.executable, "-c", HOLDER, self.database, *commands], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        return process

    def test_rows_index_and_freed_cells(self):
        self.make("pragma secure_delete=off", *self.history(), "delete from history where timestamp < 10")
        self.assertGreater(self.raw(), 40)
        inode, size = os.stat(self.database).st_ino, os.stat(self.database).st_mode
        self.scrub()
        self.assertEqual(self.rows("select command from history order by timestamp"), [("curl -H %s %d" % (HIDDEN, i),) for i in range(10, 30)])
        self.assertEqual((os.stat(self.database).st_ino, os.stat(self.database).st_mode), (inode, size))
        self.assertEqual(self.rows("pragma journal_mode"), [("delete",)])
        self.assertEqual(os.listdir(self.folder), ["history.db"])

    def test_wal_that_nobody_checkpointed(self):
        self.make("pragma journal_mode=wal", *self.history())
        holder = self.hold("pragma wal_autocheckpoint=0", "update history set command = command || 'x'")
        holder.kill()
        holder.wait()
        self.assertGreater(self.raw(), 60)
        self.scrub()
        self.assertEqual(self.rows("pragma journal_mode"), [("wal",)])

    def test_idle_connection_in_wal_mode(self):
        connection = self.make("pragma journal_mode=wal", *self.history(), keep=True)
        self.scrub()
        self.assertEqual(connection.execute("select count(*) from history where command like '%[REDACTED_SECRET]%'").fetchone(), (30,))

    def test_stale_pages_in_a_persistent_journal(self):
        self.make("pragma journal_mode=persist", *self.history(), "update history set command = command || 'x'")
        self.assertIn(VALUE, self.read(self.database + "-journal"))
        self.scrub()

    def test_no_raw_byte_is_written(self):
        """Where no page has remains of older raw cells in its free space: those pass through the WAL, which is overwritten."""
        self.make("pragma secure_delete=on", *self.history(20))
        trace = self.path("trace")
        done = subprocess.run(["strace", "-f", "-s", "70000", "-e", "trace=write,pwrite64,writev,pwritev,unlink,unlinkat", "-o", trace, self.ctl, "scrub",
                               self.folder, "--value-stdin"], input=VALUE, capture_output=True, env={**self.env, "ASAN_OPTIONS": "detect_leaks=0"}, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = self.read(trace)
        self.assertGreater(seen.count(b"[REDACTED_SECRET]"), 20)
        self.assertEqual(seen.count(VALUE), 0)
        self.assertEqual(seen.count(b"etilqs"), 0)

    def test_full_text(self):
        for kind in ("fts5(x)", "fts4(x)", "fts3(x)"):
            with self.subTest(kind):
                self.make("create virtual table f using %s" % kind, *[("insert into f values(?)", ("run %s %d" % (TEXT, i),)) for i in range(30)],
                          "delete from f where rowid < 5")
                self.assertGreater(self.raw(MIDDLE), 0)
                self.scrub()
                self.assertEqual(self.raw(MIDDLE), 0)
                self.assertEqual(self.rows("select count(*) from f where f match 'redacted_secret'"), [(26,)])
                os.unlink(self.database)

    def test_full_text_beside_its_table_and_triggers(self):
        self.make("create table t(id integer primary key, x text)", "create table log(x text)", "create virtual table f using fts5(x, content='t', content_rowid='id')",
                  "create trigger a after insert on t begin insert into f(rowid, x) values(new.id, new.x); end",
                  "create trigger b after update on t begin insert into log values(old.x); end",
                  ("insert into t(x) values(?)", ("run " + TEXT,)))
        self.scrub()
        self.assertEqual(self.raw(MIDDLE), 0)
        self.assertEqual(self.rows("select * from log"), [])
        self.assertEqual(self.rows("select rowid from f where f match 'secret'"), [(1,)])

    def test_kinds_of_tables(self):
        long = "x" * 3900 + TEXT + "y" * 9000
        self.make('create table "a ""b"(k text primary key, "select" blob) without rowid', ('insert into "a ""b" values(?,?)', (TEXT, VALUE)),
                  "create table g(a text, b text generated always as (a || '!') stored, c integer default 5)", ("insert into g(a) values(?)", (TEXT,)),
                  "create table l(a text)", ("insert into l values(?)", (long,)),
                  "create table wide(%s)" % ", ".join("c%d text" % i for i in range(150)), ("insert into wide(c3, c140) values(?,?)", (TEXT, TEXT)),
                  "create view v as select * from g")
        self.scrub()
        self.assertEqual(self.rows('select * from "a ""b"'), [(HIDDEN, MASK)])
        self.assertEqual(self.rows("select * from g"), [(HIDDEN, HIDDEN + "!", 5)])
        self.assertEqual(self.rows("select * from l"), [(long.replace(TEXT, HIDDEN),)])
        self.assertEqual(self.rows("select c3, c140 from wide"), [(HIDDEN, HIDDEN)])

    def test_a_check_does_not_keep_the_value(self):
        self.make("create table c(a text check(a like 'cfut%'))", ("insert into c values(?)", (TEXT,)))
        self.scrub_raw()
        connection = sqlite3.connect(self.database)
        self.assertEqual(connection.execute("select a from c").fetchall(), [(HIDDEN,)])
        connection.close()

    def test_a_long_cell_is_counted_over_pages(self):
        connection = sqlite3.connect(self.database)
        connection.execute("create table l(a text)")
        for cut in range(len(VALUE)):  # one of these lies over the boundary to an overflow page
            connection.execute("insert into l values(?)", ("x" * (4096 * 2 - cut - 120) + TEXT + "y" * 4096,))
        connection.commit()
        connection.close()
        self.assertEqual(self.report("verify", exits=1)["matches"], len(VALUE))
        self.scrub()

    def test_rows_that_would_become_equal(self):
        values = ["cfut_EXAMPLE%032d" % i for i in range(20)]
        self.make("create table t(a text unique)", *[("insert into t values(?)", (one,)) for one in values])
        done = self.redactctl("scrub", self.folder, "--prefix", "cfut_", "--json")
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        rows = [one for (one,) in self.rows("select a from t")]
        self.assertEqual(len(set(rows)), 20)
        self.assertTrue(all(one.startswith("[REDACTED") and len(one) == len(values[0]) for one in rows), rows)
        self.assertEqual(self.raw(b"cfut_EXAMPLE"), 0)

    def test_utf16(self):
        self.make("pragma encoding='UTF-16le'", *self.history())
        self.assertGreater(self.raw(TEXT.encode("utf-16-le")), 0)
        self.report("scrub")
        self.assertEqual(self.raw(TEXT.encode("utf-16-le")), 0)
        self.assertEqual(self.rows("select command from history where timestamp = 3"), [("curl -H %s 3" % HIDDEN,)])

    def test_a_reader_holds_a_snapshot(self):
        self.make("pragma journal_mode=wal", *self.history())
        self.hold("begin", "select * from history")
        report = self.report("scrub", exits=1)
        self.assertEqual([one["reason"] for one in report["left"]], ["busy"])
        self.assertGreater(report["left"][0]["count"], 0)

    def test_locked_by_another_program(self):
        self.make(*self.history())
        holder = self.hold("begin exclusive")
        before = self.read(self.database)
        report = self.report("scrub", exits=1)
        self.assertEqual([one["reason"] for one in report["left"]], ["busy"])
        self.assertIn("history.db", report["left"][0]["advice"])
        self.assertEqual(self.read(self.database), before)
        holder.stdin.close()
        holder.wait()
        self.scrub()

    def test_counting_leaves_no_trace(self):
        for mode in ("delete", "wal"):
            with self.subTest(mode):
                self.make("pragma journal_mode=" + mode, *(self.history() if mode == "delete" else []))
                before = sorted((name, os.stat(os.path.join(self.folder, name)).st_mtime_ns) for name in os.listdir(self.folder))
                self.assertGreater(self.report("verify", exits=1)["matches"], 29)
                self.report("scrub", "--dry-run", exits=1)
                after = sorted((name, os.stat(os.path.join(self.folder, name)).st_mtime_ns) for name in os.listdir(self.folder))
                self.assertEqual(after, before)

    def test_corrupt(self):
        self.make(*self.history(200))
        data = bytearray(self.read(self.database))
        data[4096 + 8:4096 * 3] = b"\xff" * (4096 * 2 - 8)
        broken = self.file("history.db", bytes(data))
        done = self.drill("scrub")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertEqual(self.read(broken), bytes(data))
        self.assertEqual(self.drill("verify").returncode, 5)


if __name__ == "__main__":
    unittest.main()
