# Part of ./quickstart: the demonstration on real input. Uses its variables and say, step, die.
# The fake secrets are made here and now, live in variables of this script only and reach other programs through pipes.

# random N: N letters and digits.
random() {
  local bytes
  bytes=$(head -c 8192 /dev/urandom | LC_ALL=C tr -dc A-Za-z0-9)
  printf '%s' "${bytes:0:$1}"
}

# wait_prompt FD: reads the pseudo-terminal until the demonstration's prompt is there.
wait_prompt() {
  local seen='' c
  while IFS= read -r -N 1 -t 20 -u "$1" c; do
    seen+=$c
    [[ $seen != *'DEMO> '* ]] || return 0
  done
  return 1
}

# type_into SHELL LINE...: the lines are typed, one at each prompt, into a real interactive SHELL on a pseudo-terminal.
type_into() {
  local shell=$1 line in out pid
  shift
  coproc terminal {
    # Its own record of the session goes nowhere.
    env -i HOME="$demo" ZDOTDIR="$demo" TMPDIR="$demo/tmp" TMPPREFIX="$demo/tmp/zsh" PATH="$PATH" TERM=dumb LANG=C.UTF-8 \
      REDACTD_SOCKET_DIR="$sockets" SHELL=/bin/sh script -qfec "$shell -i" /dev/null
  }
  # Copies: bash takes its own descriptors away as soon as the shell has ended.
  exec {out}<&"${terminal[0]}" {in}>&"${terminal[1]}"
  pid=$terminal_PID
  for line in "$@"; do
    wait_prompt "$out" || die "$shell gave no prompt on the pseudo-terminal"
    printf '%s\r' "$line" >&"$in"
  done
  # What the shell still prints is read, or it could not end.
  cat <&"$out" >/dev/null || true
  exec {out}<&- {in}>&-
  wait "$pid" 2>/dev/null || true
}

make_home() {
  demo=$(mktemp -d "${TMPDIR:-/tmp}/redactd-demo.XXXXXX")
  trap 'rm -rf "$demo"' EXIT
  mkdir "$demo/tmp"
  # The demonstration's commands reach nobody: curl and mysql are functions that do nothing.
  cat >"$demo/.bashrc" <<'RC'
PS1='DEMO> '
bind 'set enable-bracketed-paste off'
curl() { :; }
mysql() { :; }
eval "$(redactctl init bash)"
RC
  cat >"$demo/.zshrc" <<'RC'
PS1='DEMO> '
HISTFILE=$HOME/.zsh_history HISTSIZE=1000 SAVEHIST=1000
unsetopt prompt_sp
curl() { :; }
mysql() { :; }
eval "$(redactctl init zsh)"
RC
}

# A real build: one library of this project, compiled anew, with the kind of line that deploy steps print.
build_log() {
  cmake -S "$repo" -B "$demo/build" -G Ninja -DREDACTD_BUILD_TESTS=OFF
  cmake --build "$demo/build" --target redactd_base --verbose
  printf '+ deploy --api-token %s --zone example.com\n' "$token"
  printf 'remote: fetching https://ci:%s@git.example.com/app.git\n' "$password"
  printf 'deploy finished\n'
}

# files_with TEXT...: files that hold one of the texts, in every place that the demonstration could have written to.
files_with() {
  {
    printf '%s\n' "$@" | grep -raslF -f - -- "$demo" "$state" "$sockets" || true
    find "${TMPDIR:-/tmp}" -xdev -path "$demo" -prune -o -type f -user "$uid" -newer "$demo/.bashrc" -print0 2>/dev/null |
      while IFS= read -r -d '' file; do
        printf '%s\n' "$@" | grep -aslF -f - -- "$file" || true
      done
  } | sort -u
}

# The masked lines of this run's build log in the daemon's store.
stored() { sed -n "$((sink_lines + 1)),\$p" "$state/sink/redacted.jsonl" | grep -F '"tag":"quickstart-build"' | grep -F REDACTED || true; }

demonstrate() {
  step "Demonstration: fake secrets, made at this moment"
  local token password shells=(bash) shell n sink_lines
  sink_lines=$(wc -l <"$state/sink/redacted.jsonl")
  token=cfut_$(random 48)
  password=Pw$(random 14)9
  make_home
  ! command -v zsh >/dev/null || shells+=(zsh)
  for shell in "${shells[@]}"; do
    type_into "$shell" \
      'ls / >/dev/null' \
      "curl -H 'Authorization: Bearer $token' https://api.cloudflare.com/client/v4/user/tokens/verify" \
      "mysql -u shop -p$password orders" \
      "export DB_PASSWORD=$password" \
      'exit'
    say "typed into a real $shell, its history file now holds:"
    sed 's/^/      | /' "$demo/.${shell}_history"
    [ "$(grep -c '\[REDACTED_' "$demo/.${shell}_history")" -ge 3 ] || die "$shell's history is not masked"
  done

  say "a real build log with a token and a password in it, masked and stored:"
  build_log 2>&1 | tee >(redact-shim log -t quickstart-build -u "$sockets/syslog.sock") | redact-shim mask >"$demo/build.log"
  wait || true
  sed -n '/REDACTED/s/^/      | /p' "$demo/build.log"
  grep -q '\[REDACTED_' "$demo/build.log" || die "the build log is not masked"
  say "it has $(wc -l <"$demo/build.log") lines; the daemon stored them masked in $state/sink/redacted.jsonl, for example:"
  for n in {1..50}; do # datagrams are stored a moment after they were sent
    [ "$(stored | wc -l)" -lt 2 ] || break
    sleep 0.1
  done
  [ "$(stored | wc -l)" -ge 2 ] || die "the daemon did not store the build log's lines"
  stored | tail -n 2 | cut -c 1-300 | sed 's/^/      | /'

  step "Proof: is the raw text in any file?"
  local canary found
  canary=$(random 24)
  printf '%s\n' "$canary" >"$demo/tmp/canary"
  [ "$(files_with "$canary")" = "$demo/tmp/canary" ] || die "the search itself does not work"
  found=$(files_with "$token" "$password")
  [ -z "$found" ] || die "raw text was found in: $found"
  say "no. Searched: the demonstration's home, $state, $sockets, new files in ${TMPDIR:-/tmp}"
  say "(the same search finds a word that was written on purpose, so it does look)"
  redactctl status | sed 's/^/      | /'
}
