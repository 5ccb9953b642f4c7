"""Nothing of the user's changes: statuses, options, traps, aliases, descriptors, other tools' hooks."""
import unittest

from support.bash import BashCase

MASKED = r"\[REDACTED_\w+\]"


class Unchanged(BashCase):
    def test_statuses(self):
        terminal = self.bash()
        self.run_clean(terminal, "(exit 7)")
        self.assertIn("is 7", self.run_clean(terminal, "echo is $?"))
        self.run_clean(terminal, "true | (exit 3) | false")
        self.assertIn("are 0 3 1", self.run_clean(terminal, "echo are ${PIPESTATUS[@]}"))
        self.run_clean(terminal, "true first last-word")
        self.assertIn("was last-word", self.run_clean(terminal, "echo was $_"))

    def test_strict_options(self):
        for option in ("set -u", "set -e", "set -o posix", "set -eu -o pipefail", "set -f", "shopt -s nocasematch extglob",
                       "IFS=:", "set -o noclobber", "set -k", "shopt -s failglob", "set -a"):
            with self.subTest(option):
                terminal = self.bash(before=option, after="export -n PS1")
                self.run_clean(terminal, "echo one " + self.secret)
                self.assertIn("two", self.run_clean(terminal, "echo t''wo"))

    def test_aliases_and_functions_in_the_way(self):
        terminal = self.bash(before="alias builtin=false enable=false printf=false redact=false history='history | tail' "
                                    "exec=false export=false local=false\nredact() { false; }")
        self.run_clean(terminal, "echo one " + self.secret)
        self.assertRegex(self.history(), "^echo one %s\n$" % MASKED)

    def test_traps(self):
        terminal = self.bash(before="trap 'true debug' DEBUG; trap 'echo bye' EXIT; trap 'true' ERR")
        self.run_clean(terminal, "echo one " + self.secret)
        self.assertIn("true debug", self.run_clean(terminal, "trap -p DEBUG"))
        terminal.type("exit\n")
        self.assertIn("bye", terminal.wait_for("bye"))

    def test_low_descriptors_are_free_and_none_leaks(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "exec 3</dev/null 4</dev/null 10</dev/null 20</dev/null; exec {fd}</dev/null")
        self.run_clean(terminal, "echo two " + self.secret)
        self.assertNotIn("socket", self.run_clean(terminal, "ls -l /proc/self/fd"))
        self.assertEqual(len(self.lines()), 4)

    def test_our_descriptor_closed_or_taken_by_the_user(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "for fd in {200..230}; do eval \"exec $fd>&-; exec $fd>>~/taken\"; done")
        self.run_clean(terminal, "echo two " + self.secret)
        self.run_clean(terminal, "for fd in {200..230}; do echo kept $fd >&$fd; done")
        self.assertEqual(self.box.read("taken").count("kept"), 31)
        self.run_clean(terminal, "for fd in {200..240}; do eval \"exec $fd>&-\"; done")
        self.run_clean(terminal, "echo three " + self.secret)
        self.assertEqual(len(self.lines()), 6)

    def test_environment_of_children(self):
        terminal = self.bash()
        shown = self.run_clean(terminal, "env | grep -i redact_; env | grep HISTFILE=")
        self.assertIn("REDACT_HISTFILE=" + self.box.home(".bash_history"), shown)
        self.assertNotIn("__redact", shown)
        self.assertRegex(shown, r"\nHISTFILE=\r?\n")

    def test_declared_variables_may_be_listed(self):
        terminal = self.bash()
        self.run_clean(terminal, "declare -p >/dev/null; set >/dev/null; compgen -v >/dev/null; echo ${!__REDACT*}; echo %s" % self.secret)
        self.assertEqual(len(self.lines()), 1)

    def test_builtin_taken_away(self):
        terminal = self.bash()
        self.run_clean(terminal, "enable -d redact")
        self.run_clean(terminal, "echo one")
        self.assertIn("two", self.run_clean(terminal, "echo t''wo"))


class OtherTools(BashCase):
    PREEXEC = """
trap '__debugged=$BASH_COMMAND' DEBUG
PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND; }'__last=$?; __prompts=$((${__prompts-0}+1))'
"""

    def test_preexec_like_hooks_before_and_after(self):
        for where in ("before", "after"):
            with self.subTest(where):
                terminal = self.bash(**{where: self.PREEXEC})
                self.run_clean(terminal, "echo one " + self.secret)
                self.run_clean(terminal, "(exit 5)")
                self.assertRegex(self.run_clean(terminal, "echo got $__last $__prompts"), "got 5 [34]")

    # As bash-preexec installs itself: at the first prompt, and out of the first element only.
    LATE = """
__bp_string=$'trap - DEBUG\\n__bp_install'
__bp_install() {
  [[ $PROMPT_COMMAND != *__bp_precmd* ]] || return 1
  trap '__bp_debug' DEBUG
  local rest=${PROMPT_COMMAND//$__bp_string}
  PROMPT_COMMAND=$'__bp_precmd\\n'$rest$'\\n__bp_interactive'
  __bp_interactive
}
__bp_precmd() { __last=$?; }
__bp_interactive() { __bp_on=1; }
__bp_debug() {
  [[ -n ${__bp_on-} ]] || return
  __bp_on=
  local IFS=$'\\n' command
  for command in $PROMPT_COMMAND; do [[ $command != "$BASH_COMMAND" ]] || return 0; done
  echo "$BASH_COMMAND" >>~/preexec
}
PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}$__bp_string
"""

    def test_a_preexec_that_installs_itself_late(self):
        for where in ("before", "after"):
            with self.subTest(where):
                terminal = self.bash(**{where: self.LATE})
                for line in ("true one", "(exit 5)", "true got $__last", "true four"):
                    self.run_clean(terminal, line)
                self.assertEqual(self.box.read("preexec").split("\n")[-4:], ["true one", "true got $__last", "true four", ""])
                self.assertIn("last is 0", self.run_clean(terminal, "echo last is $__last"))
                self.run_clean(terminal, "# " + self.secret)

    def test_preexec_that_reads_history_sees_the_mask(self):
        terminal = self.bash(after="trap 'HISTTIMEFORMAT= history 1 >>~/seen' DEBUG")
        self.run_clean(terminal, "echo one " + self.secret)
        self.assertRegex(self.box.read("seen"), "echo one " + MASKED)


class Children(BashCase):
    def test_child_with_the_hook_uses_the_same_file(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo outer " + self.secret)
        since = len(terminal.output)
        terminal.type("bash --rcfile ~/.bashrc -i\n")
        terminal.wait_prompt(since)
        self.assertRegex(self.run_clean(terminal, "history"), "echo outer " + MASKED)
        self.run_clean(terminal, "echo inner " + self.secret)
        self.run_clean(terminal, "exit")
        self.run_clean(terminal, "echo last " + self.secret)
        self.assertEqual([line.split("[")[0] for line in self.lines()],
                         ["echo outer ", "bash --rcfile ~/.bashrc -i", "history", "echo inner ", "exit", "echo last "])

    def test_child_without_the_hook_stores_nothing(self):
        for line in ("PS1='<<p>>' bash --norc -i", "HISTCONTROL= PS1='<<p>>' bash --norc --noediting -i"):
            with self.subTest(line):
                terminal = self.bash()
                since = len(terminal.output)
                terminal.type(line + "\n")
                terminal.wait_prompt(since)
                terminal.run("echo inner " + self.secret)
                terminal.run("exit")
                self.run_clean(terminal, "echo last " + self.secret)

    def test_foreign_history_file_is_not_taken(self):
        terminal = self.bash(HISTFILE="", REDACT_HISTFILE="/etc/hostname", HOME=self.box.home())
        path = self.run_clean(terminal, 'echo "<$HISTFILE>"')
        # root owns the file and may run the tests: then it is its own.
        self.assertRegex(path, "<(/etc/hostname|.*/.bash_history)>")

    def test_non_interactive_bash_is_left_alone(self):
        self.bash()
        self.box.write("script", ". ~/.bashrc 2>/dev/null\necho PROMPT=${PROMPT_COMMAND-none} PS0=${PS0-none}\n")
        terminal = self.bash()
        self.assertIn("PROMPT=none PS0=none", self.run_clean(terminal, "bash ~/script"))


class Many(BashCase):
    def test_twenty_shells_on_one_file(self):
        shells = [self.bash() for _ in range(20)]
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
        self.assertEqual(len(lines), 160)
        self.assertEqual(sorted(line.split()[1] for line in lines),
                         sorted("s%02dn%d" % (index, number) for index in range(20) for number in range(8)))


if __name__ == "__main__":
    unittest.main()
