"""The hook's branch for fish 4, in the fish that is here: what fish 4 would call is called by hand. How fish 4 itself reads the
hook and calls the function is not tested where there is no fish 4."""
import unittest
from unittest import mock

import support.fish
from support.fish import FishCase
from support.sandbox import hook


class Fish4(FishCase):
    def fish(self, before="", **env):
        text = hook("fish").replace("-- $version", "-- 4.0.2")
        self.assertNotEqual(text, hook("fish"))
        with mock.patch.object(support.fish, "hook", lambda shell: text):
            return super().fish(before, SECRET=self.secret, **env)

    def asked(self, shell, command):
        """What fish 4 would be told of the command; the line typed here holds no secret itself."""
        return "<0>" in shell.run('fish_should_add_to_history "%s"; echo "<$status>"' % command)

    def test_a_plain_line_is_left_to_fish(self):
        shell = self.fish()
        self.assertTrue(self.asked(shell, "ls -la"))
        self.assertNotIn("cmd: ls -la", self.history())

    def test_a_secret_is_stored_masked_by_the_hook(self):
        shell = self.fish()
        self.assertFalse(self.asked(shell, "echo one $SECRET"))
        self.assertIn("- cmd: echo one [REDACTED_", self.history())
        self.assert_nowhere()

    def test_a_leading_blank_is_kept_out(self):
        shell = self.fish()
        self.assertFalse(self.asked(shell, " echo three $SECRET"))
        self.assertNotIn("cmd:  echo three", self.history())
        self.assert_nowhere()

    def test_the_users_own_rule_is_asked_first(self):
        shell = self.fish(before="function fish_should_add_to_history; not string match -q 'never*' -- $argv[1]; end")
        self.assertFalse(self.asked(shell, "never this"))
        self.assertTrue(self.asked(shell, " but this"))
        self.assertFalse(self.asked(shell, "echo four $SECRET"))
        self.assertIn("- cmd: echo four [REDACTED_", self.history())

    def test_enter_is_not_taken_over(self):
        self.assertNotIn("__redact_enter", self.fish().run("bind | string match '*__redact*'; true"))


if __name__ == "__main__":
    unittest.main()
