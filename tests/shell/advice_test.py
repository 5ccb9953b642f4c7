"""Hints on a command that is allowed but likely a mistake: once a shell, in every shell, and not where they are switched off."""
import subprocess
import unittest

from bash_script_hook_test import ScriptHook
from support.bash import BashCase
from support.daemon import find_built
from support.fish import FishCase
from support.zsh import ZshCase

# No program of these names runs.
REPLACED = "true -X PUT https://api.cloudflare.com/client/v4/user/tokens/0123EXAMPLE"
ACCOUNT = "CLOUDFLARE_API_TOKEN=$T wrangler 2>/dev/null || true"
HINT, OTHER = "redactd: PUT on a Cloudflare token", "redactd: Set CLOUDFLARE_ACCOUNT_ID"


class Advice:
    def advise(self, switch):
        subprocess.run([find_built("redactctl"), "advise", switch], env=self.box.env(), check=True, stdout=subprocess.DEVNULL)

    def said(self, shell, line):
        return shell.run(line)

    def test_once_a_shell_and_rule(self):
        shell = self.shell()
        self.assertIn(HINT, self.said(shell, REPLACED))
        self.assertNotIn(HINT, self.said(shell, REPLACED + " again"))
        shown = self.said(shell, ACCOUNT)
        self.assertIn(OTHER, shown)
        self.assertNotIn(HINT, shown)
        self.assertNotIn("redactd:", self.said(shell, "true plain"))
        self.assertIn(HINT, self.said(self.shell(), REPLACED))
        self.assertIn(REPLACED, self.history())

    def test_off_and_on(self):
        self.advise("off")
        shell = self.shell()
        self.assertNotIn("redactd:", self.said(shell, REPLACED).replace(shell.prompt, ""))
        self.advise("on")
        self.assertIn(OTHER, self.said(shell, ACCOUNT))

    def test_with_a_secret_on_the_line(self):
        shell = self.shell()
        self.assertIn(HINT, self.said(shell, REPLACED + " %s" % self.secret))
        self.assert_nowhere()
        self.run_clean(shell, "echo settled")
        self.assertIn("/tokens/0123EXAMPLE [REDACTED_", self.history())


class Builtin(Advice, BashCase):
    def shell(self):
        return self.bash()


class Script(Advice, ScriptHook):
    def shell(self):
        return self.bash()


class Zsh(Advice, ZshCase):
    def shell(self):
        return self.zsh()


class Fish(Advice, FishCase):
    def shell(self):
        return self.fish(T="0123")

    def said(self, shell, line):
        # fish cannot print while Enter is handled: the hint comes with the prompt, behind what tells the test of it.
        return shell.run(line) + shell.run("true")


del ScriptHook

if __name__ == "__main__":
    unittest.main()
