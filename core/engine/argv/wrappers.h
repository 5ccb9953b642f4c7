// Names and words in front of a command: programs that run others, the shell's grammar, prompts and what logs write there.
#pragma once

#include <string_view>

namespace redactd::argv {

// Runs what comes later in its arguments: sudo, docker, ssh, bash, RUN.
bool runs_others(std::string_view program);

// Takes command lines from its standard input: bash, at, crontab, ssh.
bool reads_commands(std::string_view program);

// A word behind which a command begins: then, do, {, +, --, -exec, cmd:, RUN.
bool opens_command(std::string_view word);

// A flag or a function whose argument is a command line: -c, --command, os.system, check_call.
bool takes_command(std::string_view word);

// ann@host:~$, [ann@host ~]#, ❯: a prompt's last word.
bool is_prompt(std::string_view word);

// @daily and the like in a crontab.
bool is_cron_nickname(std::string_view word);

}  // namespace redactd::argv
