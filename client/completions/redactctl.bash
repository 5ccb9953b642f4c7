# bash completion for redactctl and redact-shim
_redactctl_ids() { redactctl list-patterns 2>/dev/null | awk 'NR > 1 { print $1 }'; }

_redactctl_leaks() { redactctl leaks list 2>/dev/null | awk 'NR > 1 { print $1 }'; }

_redactctl_values() { redactctl vault list 2>/dev/null | awk 'NR > 1 { print $1 }'; }

_redactctl() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb= word
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    [[ $word == -* ]] || { verb=$word; break; }
  done
  local verbs='status add-pattern list-patterns show-pattern remove-pattern promote-pattern test rules reload setup init doctor advise top tail metrics leaks ledger vault version contain scrub verify hunt'
  local words
  case $previous in
    --socket-dir | --state-dir | --rules-dir) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --note | --days) return ;;
    --scope) words='user system' ;;
    --shell) words='bash zsh fish' ;;
    --programs) words='all python3 psql mariadb mysql redis-cli node sqlite3 gdb' ;;
    --id | --label | --pattern | --sample | --ttl | --advice | --reason | --rule | --prefix | --exclude | --jobs | --min | --max | --interval | --count) return ;;
    *)
      case $verb in
        '') words="$verbs --socket-dir --state-dir --help" ;;
        setup) words='--shell --yes --dry-run --remove --no-service --no-proof --json --help' ;;
        top) words='--interval --count --json --help' ;;
        add-pattern) words='--id --label --pattern --sample --from-secret --ttl --observe --scope --advice --force --reason --json --help' ;;
        show-pattern | promote-pattern) words="$(_redactctl_ids) --json --help" ;;
        remove-pattern) words="$(_redactctl_ids) --reason --json --help" ;;
        test) words='--json --diff --explain --rule --rules-dir --help' ;;
        rules)
          if [[ " ${COMP_WORDS[*]} " == *' check '* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -W '--json --help' -- "$current")
            return
          fi
          if [[ " ${COMP_WORDS[*]} " == *' bench '* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -W '--top --passes --rules-dir --json --help' -- "$current")
            return
          fi
          if [[ $previous == --from ]]; then
            words='gitleaks kingfisher noseyparker trufflehog-regex'
          elif [[ " ${COMP_WORDS[*]} " == *' import '* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -W '--from --output --observe --json --help' -- "$current")
            return
          else
            words='list check bench import --json --help'
          fi
          ;;
        leaks)
          case " ${COMP_WORDS[*]:0:COMP_CWORD} " in
            *' show '*) words="$(_redactctl_leaks) --json --help" ;;
            *' rotated '* | *' close '*) words="$(_redactctl_leaks) --note --json --help" ;;
            *' list '*) words='--json --overdue --help' ;;
            *' calendar '*) words='--output --help' ;;
            *' report '*) words='--output --md --days --help' ;;
            *) words='list show rotated close calendar report --help' ;;
          esac
          ;;
        ledger)
          case " ${COMP_WORDS[*]:0:COMP_CWORD} " in
            *' export '*) words='--output --help' ;;
            *' import '*) mapfile -t COMPREPLY < <(compgen -f -W '--json --help' -- "$current"); return ;;
            *' rekey '*) words='--json --help' ;;
            *) words='export import rekey --help' ;;
          esac
          ;;
        contain)
          mapfile -t COMPREPLY < <(compgen -f -W '--value-stdin --label --ttl --no-pattern --note --exclude --jobs --json --help' -- "$current")
          return
          ;;
        scrub | verify | hunt)
          local shared='--value-stdin --standard --exclude --jobs --json --help'
          [[ $verb == scrub ]] && shared+=' --rule --prefix --label --dry-run --keep-times --rewrite'
          [[ $verb == verify ]] && shared+=' --rule --prefix'
          [[ $verb == hunt ]] && shared+=' --min --max --scrub --label'
          mapfile -t COMPREPLY < <(compgen -f -W "$shared" -- "$current")
          return
          ;;
        vault)
          case " ${COMP_WORDS[*]:0:COMP_CWORD} " in
            *' --file '*) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
            *' add '*) words='--file --store --json --help' ;;
            *' forget '* | *' show-path '*) words="$(_redactctl_values) --json --help" ;;
            *' list '*) words='--json --help' ;;
            *) words='add list forget show-path --help' ;;
          esac
          ;;
        init) words='bash zsh fish --strict --repl --programs --shell --remove --dry-run --help' ;;
        advise) words='on off' ;;
        *) words='--json --help' ;;
      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _redactctl redactctl

_redact_shim() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words
  case $previous in
    --append | --file | -f | --socket | -u) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --shell) words='bash zsh fish' ;;
    --format) words='bash fish' ;;
    *)
      case ${COMP_WORDS[1]-} in
        exec)
          # After the options: a command, and whatever completes its arguments.
          if [[ $current != -* ]]; then mapfile -t COMPREPLY < <(compgen -c -f -- "$current"); return; fi
          words='--no-pty --jsonl --tag --keep-fds --local --socket-dir --state-dir --help'
          ;;
        mask) words='--follow-tty --jsonl --local --socket-dir --state-dir' ;;
        history-file) words='--program --file --socket-dir --state-dir --help' ;;
        history) words='--shell --only-if-changed --hints --append --format --local --socket-dir --state-dir' ;;
        log) words='--id --file --skip-empty --priority --octet-count --prio-prefix --stderr --size --tag --rfc3164 --rfc5424 --sd-id --sd-param --msgid --socket --socket-errors --journald --no-act --also-stdout --help' ;;
        *) words='exec mask history history-file log --help --version' ;;
      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _redact_shim redact-shim
