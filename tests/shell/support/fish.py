"""fish with the hook in its configuration."""
import os

from .case import ShellCase
from .sandbox import hook

# fish draws its prompt anew with every key; the event comes once a line.
READY = "[[ready]]"
HISTORY = ".local/share/fish/fish_history"


class FishCase(ShellCase):
    def fish(self, before="", after="", options=(), **env):
        config = os.path.join(self.box.path("config"), "fish")
        os.makedirs(config, exist_ok=True)
        # Without this folder a first start reads every man page in the background.
        os.makedirs(self.box.home(".local/share/fish/generated_completions"), exist_ok=True)
        with open(os.path.join(config, "config.fish"), "w") as out:
            out.write("function fish_prompt; printf '> '; end\nset -g fish_greeting\n"
                      "function say_ready --on-event fish_prompt; printf '%%s\\n' '%s'; end\n"
                      "set -g fish_autosuggestion_enabled 0\n%s\n%s\n%s\n" % (READY, before, hook("fish"), after))
        return self.open(["fish", *options, "-i"], prompt=READY, **env)

    def history(self):
        return self.box.read(HISTORY)
