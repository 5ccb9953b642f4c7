# fish completion for redactctl.
set -l verbs status add-pattern list-patterns show-pattern remove-pattern promote-pattern test rules reload init doctor advise tail metrics version
complete -c redactctl -f
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a "$verbs"
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -l socket-dir -r -d 'Directory of the sockets'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -l state-dir -r -d 'Directory of the state'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l id -x
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l label -x
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l pattern -x
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l sample -x -d 'A FAKE value'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l from-secret
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l ttl -x
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l observe
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l scope -x -a 'system user'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l advice -x
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l force
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern remove-pattern' -l reason -x
complete -c redactctl -n '__fish_seen_subcommand_from rules' -a 'list check' -F
complete -c redactctl -n '__fish_seen_subcommand_from init' -a 'bash zsh fish'
complete -c redactctl -n '__fish_seen_subcommand_from advise' -a 'on off'
complete -c redactctl -n '__fish_seen_subcommand_from test' -l rule -x
complete -c redactctl -n "__fish_seen_subcommand_from $verbs" -l json
