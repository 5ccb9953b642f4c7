# Part of ./quickstart: the user's daemon in the background. Uses its variables and say, step, die.

# True if the process of the pid file is one that quickstart started: same user, and the program is a redactd.
ours_runs() {
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) && [ -n "$pid" ] && [ -O "/proc/$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = redactd ]
}

stop_daemon() {
  if ! ours_runs; then
    say "no daemon of quickstart is running"
    return
  fi
  local pid n
  pid=$(cat "$pid_file")
  kill -TERM "$pid"
  for ((n = 0; n < 150; n++)); do
    [ -d "/proc/$pid" ] || break
    sleep 0.1
  done
  [ ! -d "/proc/$pid" ] || die "process $pid does not end; look at $state/quickstart.log"
  rm -f "$pid_file"
  say "stopped process $pid"
}

start_daemon() {
  step "Daemon"
  (umask 077 && mkdir -p "$state")
  if ours_runs; then
    # It may be of an older build: a restart loses nothing, the state is on disk and clients mask locally meanwhile.
    stop_daemon
  elif redactctl status >/dev/null 2>&1; then
    say "another daemon of yours serves $sockets already: the demonstration uses it"
    (umask 077 && pgrep -u "$uid" -x redactd | head -n 1 >"$pid_file")
    return
  fi
  # A session of its own: closing this terminal does not end it.
  (
    umask 077
    setsid redactd --socket-dir "$sockets" --state-dir "$state" </dev/null >>"$state/quickstart.log" 2>&1 &
    echo $! >"$pid_file"
  )
  local n
  for ((n = 0; n < 100; n++)); do
    if redactctl status >/dev/null 2>&1; then
      say "runs as process $(cat "$pid_file"), sockets in $sockets, state in $state"
      return
    fi
    ours_runs || break
    sleep 0.1
  done
  die "the daemon did not start:
$(tail -n 5 "$state/quickstart.log")"
}
