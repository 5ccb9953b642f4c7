"""bash's own history commands work as ever, on masked text."""
import time
import unittest

from support.bash import BashCase

MASKED = r"\[REDACTED_\w+\]"


class HistoryBuiltin(BashCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.bash()

    def test_memory_shows_the_mask(self):
        self.run_clean(self.terminal, "echo token " + self.secret)
        self.assertRegex(self.run_clean(self.terminal, "history"), r"1  echo token " + MASKED)
        self.assertRegex(self.run_clean(self.terminal, "fc -l"), r"echo token " + MASKED)

    def test_append(self):
        shown = self.run_clean(self.terminal, "echo token %s; history -a; grep -c REDACTED ~/.bash_history" % self.secret)
        self.assertRegex(shown, r"\n1\r?\n$")
        self.run_clean(self.terminal, "history -a")
        self.assertEqual(len(self.lines()), 2)

    def test_write_on_the_line_of_the_secret(self):
        self.run_clean(self.terminal, "echo token %s; history -w" % self.secret)
        self.run_clean(self.terminal, "echo token %s; history -w ~/copy" % self.secret)
        self.assertRegex(self.box.read("copy"), "echo token %s; history -w ~/copy" % MASKED)

    def test_append_to_a_named_file(self):
        self.run_clean(self.terminal, "echo token %s; history -s more; history -a ~/copy" % self.secret)

    def test_clear_and_read_back(self):
        self.run_clean(self.terminal, "echo token " + self.secret)
        shown = self.run_clean(self.terminal, "history -c; history -r; history")
        self.assertRegex(shown, "echo token " + MASKED)
        self.run_clean(self.terminal, "echo after " + self.secret)
        lines = self.lines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[2], "^echo after %s$" % MASKED)

    def test_read_new_lines_does_not_repeat_own_ones(self):
        self.run_clean(self.terminal, "echo one")
        with open(self.box.home(".bash_history"), "a") as other:
            other.write("echo from another shell\n")
        self.run_clean(self.terminal, "history -n")
        self.assertEqual(self.run_clean(self.terminal, "history").count("echo one"), 1)
        self.assertIn("echo from another shell", self.run_clean(self.terminal, "history"))

    def test_delete(self):
        self.run_clean(self.terminal, "echo one")
        self.run_clean(self.terminal, "echo token " + self.secret)
        self.run_clean(self.terminal, "history -d 1")
        self.assertNotIn("1  echo one", self.run_clean(self.terminal, "history"))

    def test_store_puts_its_text_in_place_of_the_line(self):
        self.run_clean(self.terminal, "history -s echo token " + self.secret)
        self.assertRegex(self.run_clean(self.terminal, "history"), r"1  echo token " + MASKED)
        self.run_clean(self.terminal, "history -w ~/copy")

    def test_substitution_by_fc(self):
        self.run_clean(self.terminal, "echo token xyz")
        self.run_clean(self.terminal, "fc -s xyz=" + self.secret)
        self.run_clean(self.terminal, "history -w ~/copy")
        self.assertRegex(self.box.read("copy"), "echo token " + MASKED)

    def test_editor_command(self):
        self.box.write("edit", "#!/bin/sh\ntrue\n")
        self.run_clean(self.terminal, "chmod +x ~/edit; export FCEDIT=~/edit")
        self.run_clean(self.terminal, "echo token " + self.secret)
        self.run_clean(self.terminal, "fc -1")
        self.run_clean(self.terminal, "history -w ~/copy")

    def test_recall_runs_the_masked_line(self):
        self.run_clean(self.terminal, "echo token " + self.secret)
        shown = self.run_clean(self.terminal, "\x10")
        self.assertRegex(shown, r"echo token " + MASKED)

    def test_a_recalled_entry_edited_and_left(self):
        self.run_clean(self.terminal, "echo one")
        self.run_clean(self.terminal, "echo two")
        since = len(self.terminal.output)
        self.terminal.type("\x10\x10 " + self.secret + "\x0e\x0e")
        self.terminal.wait_for(self.secret, since)
        self.run_clean(self.terminal, "history -w ~/copy")
        self.run_clean(self.terminal, "history -w")
        self.assertIn("echo two", self.box.read("copy"))

    def test_expansion_of_an_earlier_line(self):
        self.run_clean(self.terminal, "echo token " + self.secret)
        self.assertRegex(self.run_clean(self.terminal, "!echo"), "echo token " + MASKED)

    def test_histfile_is_there_in_commands(self):
        self.assertIn(self.box.home(".bash_history"), self.run_clean(self.terminal, 'echo "$HISTFILE"'))


class Text(BashCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.bash()

    def test_comment(self):
        self.run_clean(self.terminal, "# token " + self.secret)
        self.assertRegex(self.history(), "^# token %s\n$" % MASKED)

    def test_syntax_error(self):
        self.run_clean(self.terminal, "echo token %s; )" % self.secret)
        self.assertRegex(self.history(), r"^echo token %s; \)\n$" % MASKED)

    def test_several_lines(self):
        for line in ("for i in %s" % self.secret, "do echo $i"):
            self.terminal.type(line + "\n")
        self.run_clean(self.terminal, "done")
        self.assertRegex(self.history(), r"^for i in %s; do echo \$i; done\n$" % MASKED)

    def test_interrupted_in_the_second_line(self):
        since = len(self.terminal.output)
        self.terminal.type("for i in %s\n" % self.secret)
        self.terminal.wait_for("\n> ", since)
        time.sleep(0.2)  # readline shows the prompt before it takes over the terminal's signals
        self.terminal.type("\x03")
        self.terminal.wait_prompt(since)
        self.assert_nowhere()
        self.run_clean(self.terminal, "history -w ~/copy")

    def test_here_document(self):
        for line in ("cat <<end", "token " + self.secret):
            self.terminal.type(line + "\n")
        self.run_clean(self.terminal, "end")
        self.assertRegex(self.history(), r"^cat <<end\ntoken %s\nend\n+$" % MASKED)

    def test_here_string(self):
        self.run_clean(self.terminal, "cat <<< %s >/dev/null" % self.secret)

    def test_password_of_a_program(self):
        self.run_clean(self.terminal, "true mysql; mysql -u root -p%s -h db.example.com 2>/dev/null" % self.password)
        self.assertIn("-h db.example.com", self.history())

    def test_bytes_that_are_no_utf8(self):
        self.terminal.type(b"echo \xff\xfe token " + self.secret.encode() + b" >/dev/null; echo d''one\n")
        self.terminal.wait_for("\ndone")
        self.assert_nowhere()

    def test_unicode_stays(self):
        self.run_clean(self.terminal, "echo grüße 日本 %s ende" % self.secret)
        self.assertRegex(self.history(), "^echo grüße 日本 %s ende\n$" % MASKED)

    def test_plain_lines_stay_as_they_are(self):
        typed = ["echo 'a  b'\t\"c\"", "ls -la | head -1", "x=$((1+2)); echo $x \\# no comment", "echo a\\\\b"]
        for line in typed:
            self.run_clean(self.terminal, line.replace("\t", "\x16\t"))
        self.assertEqual(self.lines(), typed)

    def test_empty_and_blank_lines(self):
        self.run_clean(self.terminal, "")
        self.run_clean(self.terminal, "echo one")
        self.run_clean(self.terminal, "")
        self.assertEqual(self.lines(), ["echo one"])

    def test_subshells_and_jobs_store_nothing_by_themselves(self):
        self.run_clean(self.terminal, "( echo %s; history -w ~/copy1 )" % self.secret)
        self.run_clean(self.terminal, "x=$(history; echo %s); { sleep 0.1; history -w ~/copy2; } & wait" % self.secret)
        self.assertEqual(len(self.lines()), 2)


if __name__ == "__main__":
    unittest.main()
