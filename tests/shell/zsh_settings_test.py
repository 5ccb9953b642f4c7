"""zsh's history options and commands, on masked text."""
import unittest

from support.zsh import ZshCase

MASKED = r"\[REDACTED_\w+\]"


class Options(ZshCase):
    def check(self, option, **more):
        terminal = self.zsh(before=option, **more)
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "echo two")
        self.run_clean(terminal, "echo three " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        return self.history()

    def test_each_history_option(self):
        for option in ("sharehistory", "incappendhistory", "incappendhistorytime", "noappendhistory", "histignorealldups",
                       "histsavenodups", "histexpiredupsfirst", "histreduceblanks", "histfcntllock", "histverify",
                       "histnostore", "histnofunctions", "nobanghist", "histignoredups", "histlexwords", "histsavebycopy"):
            with self.subTest(option):
                history = self.check("HISTFILE=~/.%s; setopt %s" % (option, option))
                history = self.box.read("." + option)
                self.assertRegex(history, "echo one %s\n(.*\n)*.*echo three %s\n" % (MASKED, MASKED))
                self.assertIn("echo two\n", history)

    def test_extended_history(self):
        self.assertRegex(self.check("setopt extendedhistory"), r"^: 1\d{9}:0;echo one %s\n: 1\d{9}:0;echo two\n" % MASKED)

    def test_shell_options_that_break_scripts(self):
        for option in ("ksharrays", "shwordsplit", "nounset", "errreturn", "warncreateglobal", "noglob", "ignorebraces",
                       "ksh_glob", "extendedglob", "nomultibyte", "allexport", "octalzeroes", "localoptions", "rcquotes",
                       "noequals", "globsubst", "posixbuiltins", "interactivecomments", "typesetsilent"):
            with self.subTest(option):
                self.box.write(".zsh_history", "")
                history = self.check("setopt " + option)
                self.assertRegex(history, "^echo one %s\necho two\necho three %s\nexit\n$" % (MASKED, MASKED))

    def test_aliases_and_separators_in_the_way(self):
        history = self.check("alias builtin=false print=false setopt=false typeset=false zmodload=false exec=false\n"
                             "alias -g L='| less' G='| grep' 1=one\nIFS=:")
        self.assertRegex(history, "^echo one %s\necho two\necho three %s\nexit\n$" % (MASKED, MASKED))

    def test_leading_blank_stays_unrecorded(self):
        terminal = self.zsh(before="setopt histignorespace")
        self.run_clean(terminal, " echo hidden " + self.secret)
        self.run_clean(terminal, "echo seen")
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        self.assertEqual(self.lines(), ["echo seen", "exit"])

    def test_other_zshaddhistory_hooks_go_on(self):
        terminal = self.zsh(before="autoload -Uz add-zsh-hook; refuse() { [[ $1 != *refused* ]] }; add-zsh-hook zshaddhistory refuse\n"
                                   "zshaddhistory() { print -r -- called >>~/called }")
        self.run_clean(terminal, "echo refused")
        self.run_clean(terminal, "echo taken " + self.secret)
        self.run_clean(terminal, "true")
        self.assertNotIn("refused", self.history())
        self.assertRegex(self.history(), "echo taken " + MASKED)
        self.assertEqual(self.box.read("called").count("called"), 3)

    def test_start_file_read_twice(self):
        terminal = self.zsh()
        self.run_clean(terminal, ". ~/.zshrc; . ~/.zshrc")
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "true")
        self.assertEqual(self.history().count("echo one"), 1)

    def test_histfile_unset(self):
        terminal = self.zsh(after="unset HISTFILE")
        self.run_clean(terminal, "echo one " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()


class Commands(ZshCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.zsh()

    def test_fc_write_and_append(self):
        self.run_clean(self.terminal, "echo token %s; fc -W ~/copy; fc -A ~/copy2" % self.secret)
        self.run_clean(self.terminal, "fc -W ~/copy; fc -A ~/copy2")
        self.assertRegex(self.box.read("copy"), "echo token " + MASKED)

    def test_recall_shows_the_mask_after_the_next_line(self):
        self.run_clean(self.terminal, "echo token " + self.secret)
        self.run_clean(self.terminal, "true")
        self.assertRegex(self.run_clean(self.terminal, "fc -l"), "echo token " + MASKED)

    def test_substitution_by_fc(self):
        self.run_clean(self.terminal, "echo token xyz")
        self.run_clean(self.terminal, "fc -s xyz=" + self.secret)
        self.run_clean(self.terminal, "true")

    def test_multi_line_and_here_document(self):
        for line in ("cat <<end", "token " + self.secret):
            self.terminal.type(line + "\n")
        self.run_clean(self.terminal, "end")
        self.run_clean(self.terminal, "true")
        self.assertRegex(self.history(), r"^cat <<end\\\ntoken %s\\\nend\n" % MASKED)

    def test_syntax_error_and_comment(self):
        self.run_clean(self.terminal, "echo token %s; )" % self.secret)
        self.run_clean(self.terminal, "# " + self.secret)
        self.run_clean(self.terminal, "true")

    def test_unicode_and_long_lines(self):
        self.run_clean(self.terminal, "echo grüße 日本 %s ende" % self.secret)
        self.run_clean(self.terminal, "true")
        self.assertRegex(self.run_clean(self.terminal, "fc -l"), "echo grüße 日本 %s ende" % MASKED)
        self.run_clean(self.terminal, "true %s %s" % ("x" * 3000, self.secret))

    def test_password_of_a_program(self):
        self.run_clean(self.terminal, "mysql -u root -p%s -h db.example.com 2>/dev/null" % self.password)
        self.run_clean(self.terminal, "true")
        self.assertIn("-h db.example.com", self.history())

    def test_statuses_kept(self):
        self.run_clean(self.terminal, "(exit 7)")
        self.assertIn("is 7", self.run_clean(self.terminal, "echo is $?"))
        self.run_clean(self.terminal, "true first last-word")
        self.assertIn("was last-word", self.run_clean(self.terminal, "echo was $_"))

    def test_subshells_store_nothing_by_themselves(self):
        self.run_clean(self.terminal, "( echo %s; fc -W ~/copy1 )" % self.secret)
        self.run_clean(self.terminal, "x=$(fc -W ~/copy2; echo %s); { fc -W ~/copy3 } & wait" % self.secret)

    def test_no_descriptor_in_children(self):
        self.run_clean(self.terminal, "echo one " + self.secret)
        self.assertNotIn("socket", self.run_clean(self.terminal, "ls -l /proc/self/fd"))


class Many(ZshCase):
    def test_twenty_shells_on_one_file(self):
        shells = [self.zsh() for _ in range(20)]
        for number in range(8):
            for index, shell in enumerate(shells):
                shell.since = len(shell.output)
                shell.type("echo s%02dn%d %s\n" % (index, number, self.secret))
            for shell in shells:
                shell.wait_prompt(shell.since)
        for shell in shells:
            shell.type("exit\n")
            shell.wait_end()
        self.assert_nowhere()
        lines = [line for line in self.lines() if line != "exit"]
        self.assertEqual(sorted(line.split()[1] for line in lines),
                         sorted("s%02dn%d" % (index, number) for index in range(20) for number in range(8)))


if __name__ == "__main__":
    unittest.main()
