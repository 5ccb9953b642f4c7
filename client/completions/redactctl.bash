# bash completion for redactctl and redact-shim.
_redactctl() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb='' i words
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --socket-dir | --state-dir) ((i++)) ;;
      -*) ;;
      *) verb=${COMP_WORDS[i]} && break ;;
    esac
  done
  case $previous in
    --socket-dir | --state-dir | --rules-dir) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --scope) mapfile -t COMPREPLY < <(compgen -W 'system user' -- "$current"); return ;;
  esac
  case $verb in
    '') words='status add-pattern list-patterns show-pattern remove-pattern promote-pattern test rules reload init doctor advise tail metrics version --socket-dir --state-dir --help' ;;
    add-pattern) words='--id --label --pattern --sample --from-secret --ttl --observe --scope --advice --force --reason --json' ;;
    remove-pattern) words='--reason --json' ;;
    show-pattern | promote-pattern | status | list-patterns | reload | doctor | tail) words='--json' ;;
    test) words='--json --rule --rules-dir' ;;
    rules) words='list check --json' ;;
    init) words='bash zsh fish' ;;
    advise) words='on off' ;;
    *) words='' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words --help" -- "$current")
  [[ $verb != rules ]] || mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current")
}
complete -F _redactctl redactctl

_redact_shim() {
  local current=${COMP_WORDS[COMP_CWORD]} words
  case ${COMP_WORDS[1]-} in
    mask) words='--follow-tty --local' ;;
    history) words='--shell --only-if-changed --append --format --local' ;;
    log) words='--also-stdout -t -p -i -s -f --id --msgid --rfc3164 --rfc5424' ;;
    *) words='mask history log --help --version' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _redact_shim redact-shim
