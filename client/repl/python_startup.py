# redactd: masks what is typed into Python's prompt before its history is written. Run by PYTHONSTARTUP, for `redactctl init --repl`.
# readline's own functions stay in charge of the file: what they are about to write is masked in memory first, so a start file of
# the user's own that writes another history is covered as well.


def _redactd_start():
    import os
    import subprocess

    shim = os.environ.pop("REDACT_SHIM", "")
    user = os.environ.pop("REDACT_PYTHONSTARTUP", "")
    # Programs that are started from here get what they would have had.
    if user:
        os.environ["PYTHONSTARTUP"] = user
    else:
        os.environ.pop("PYTHONSTARTUP", None)
    try:
        import readline
    except ImportError:
        return user
    masked = 0  # entries up to this one were masked, or came from the file

    def mask_new():
        nonlocal masked
        count = readline.get_current_history_length()
        lines = [readline.get_history_item(i + 1) or "" for i in range(min(masked, count), count)]
        if lines:
            try:
                # An entry has no newline in it.
                done = subprocess.run([shim, "mask"], input="\n".join(lines).encode("utf-8", "surrogateescape"), capture_output=True, timeout=10, check=True)
                hidden = done.stdout.decode("utf-8", "surrogateescape").split("\n")
            except (OSError, subprocess.SubprocessError):
                hidden = []
            if len(hidden) != len(lines):  # no answer, or a block of several lines that became one
                hidden = ["[REDACTED_LINE]"] * len(lines)
            for at, (line, text) in enumerate(zip(lines, hidden)):
                if line != text:
                    readline.replace_history_item(count - len(lines) + at, text)
        masked = count

    read, write, append = readline.read_history_file, readline.write_history_file, readline.append_history_file

    def read_history_file(*arguments):
        nonlocal masked
        mask_new()
        read(*arguments)
        masked = readline.get_current_history_length()

    def write_history_file(*arguments):
        mask_new()
        write(*arguments)

    def append_history_file(*arguments):
        mask_new()
        append(*arguments)

    readline.read_history_file = read_history_file
    readline.write_history_file = write_history_file
    readline.append_history_file = append_history_file
    return user


_redactd_user = _redactd_start()
del _redactd_start
if _redactd_user:
    with open(_redactd_user, "rb") as _redactd_file:
        _redactd_user = compile(_redactd_file.read(), _redactd_user, "exec")
    del _redactd_file
    exec(_redactd_user)
del _redactd_user
