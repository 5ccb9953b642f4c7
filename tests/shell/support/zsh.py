"""zsh with the hook in its start file."""
from .case import ShellCase
from .sandbox import hook
from .terminal import PROMPT


class ZshCase(ShellCase):
    def zsh(self, before="", after="", options=(), **env):
        self.box.write(".zshrc", "PROMPT='%s' PROMPT2='more> '\nunsetopt prompt_sp prompt_cr\nunset zle_bracketed_paste\n"
                                 "HISTFILE=~/.zsh_history HISTSIZE=1000 SAVEHIST=1000\n%s\n%s\n%s\n" %
                       (PROMPT, before, hook("zsh"), after))
        return self.open(["zsh", "-d", *options, "-i"], **env)

    def history(self, name=".zsh_history"):
        return self.box.read(name)

    def lines(self, name=".zsh_history"):
        return self.history(name).splitlines()

    def unfinished(self, terminal):
        since = len(terminal.output)
        terminal.type("for i in %s\n" % self.secret)
        terminal.wait_for("more> ", since)
        self.assert_nowhere()
