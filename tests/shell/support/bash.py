"""bash with the hook in its start file."""
from .case import ShellCase
from .sandbox import hook
from .terminal import PROMPT


class BashCase(ShellCase):
    def rc(self, before="", after=""):
        """A start file: the user's lines before and after the hook."""
        return self.box.write(".bashrc", "PS1='%s'\nbind 'set enable-bracketed-paste off'\n%s\n%s\n%s\n" %
                              (PROMPT, before, self.hook_text(), after))

    def hook_text(self):
        return hook("bash")

    def bash(self, before="", after="", options=(), **env):
        rc = self.rc(before, after)
        return self.open(["bash", "--rcfile", rc, *options, "-i"], **env)

    def history(self, name=".bash_history"):
        return self.box.read(name)

    def lines(self, name=".bash_history"):
        return self.history(name).splitlines()
