# fish completion for redactctl and redact-shim
function __redactctl_ids
    redactctl list-patterns 2>/dev/null | string match -rv '^ID ' | string split -f1 ' '
end

function __redactctl_values
    redactctl vault list 2>/dev/null | string match -r '^[A-Z][A-Z0-9_]+(?=  )' | string match -v NAME
end

function __redactctl_leaks
    redactctl leaks list 2>/dev/null | string match -r '^leak-\\S+'
end

set -l verbs status add-pattern list-patterns show-pattern remove-pattern promote-pattern test rules reload setup init doctor advise top tail metrics leaks ledger contain scrub verify hunt vault version
complete -c redactctl -f
complete -c redactctl -l socket-dir -d 'Directory of the sockets' -xa '(__fish_complete_directories)'
complete -c redactctl -l state-dir -d 'Directory of the state' -xa '(__fish_complete_directories)'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a status -d 'What the daemon is doing'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a add-pattern -d 'Mask one more shape of secret'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a list-patterns -d 'The patterns that were added'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a show-pattern -d 'One pattern, whole'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a remove-pattern -d 'Take one pattern out of force'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a promote-pattern -d 'Let an observing pattern mask'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a test -d 'Mask stdin to stdout without daemon'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a rules -d 'List the catalogue, check rule files'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a reload -d 'Read configuration and rules again'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a setup -d 'Hooks, service and a proof'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a init -d 'Print the hook for a shell'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a doctor -d 'Find raw paths that are still open'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a advise -d 'Switch hints on or off'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a top -d 'Live: lines, masks, latency, sinks'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a tail -d 'Masked lines as they are stored'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a metrics -d 'Counters in the OpenMetrics format'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a leaks -d 'Leaked secrets: what is due, calendar, report'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a ledger -d 'Export, import, rekey'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a contain -d 'The whole leak drill'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a scrub -d 'Mask what leaked where it stands'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a verify -d 'Count what is still there'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a hunt -d 'Find what is left of a value that was cut'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a vault -d 'Values that are masked exactly'
complete -c redactctl -n "not __fish_seen_subcommand_from $verbs" -a version -d 'The version of this program'
complete -c redactctl -n '__fish_seen_subcommand_from status list-patterns show-pattern remove-pattern promote-pattern test reload setup doctor top tail add-pattern' -l json -d 'One JSON document'
complete -c redactctl -n '__fish_seen_subcommand_from show-pattern remove-pattern promote-pattern' -a '(__redactctl_ids)'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -F
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -l json -d 'One JSON document'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -l value-stdin -d 'The value, from stdin or a prompt'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -l standard -d 'The usual places too'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -l exclude -x -d 'Leave out'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify hunt' -l jobs -x -d Threads
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify' -l rule -x -d 'What a rule finds'
complete -c redactctl -n '__fish_seen_subcommand_from scrub verify' -l prefix -x -d 'A prefix and its token'
complete -c redactctl -n '__fish_seen_subcommand_from scrub hunt' -l label -x -d 'Label of the mask'
complete -c redactctl -n '__fish_seen_subcommand_from scrub' -l dry-run -d 'Write nothing'
complete -c redactctl -n '__fish_seen_subcommand_from scrub' -l keep-times -d 'Set the time of change back'
complete -c redactctl -n '__fish_seen_subcommand_from scrub' -l rewrite -d 'A new file instead of in place'
complete -c redactctl -n '__fish_seen_subcommand_from hunt' -l min -x -d 'Fewest characters'
complete -c redactctl -n '__fish_seen_subcommand_from hunt' -l max -x -d 'Where the search begins'
complete -c redactctl -n '__fish_seen_subcommand_from hunt' -l scrub -d 'Mask them'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l shell -xa 'bash zsh fish' -d 'Shells, separated by commas'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l yes -d 'Without asking'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l dry-run -d 'Only show'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l remove -d 'Take it back'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l no-service -d 'Leave systemd alone'
complete -c redactctl -n '__fish_seen_subcommand_from setup' -l no-proof -d 'Try nothing'
complete -c redactctl -n '__fish_seen_subcommand_from top' -l interval -x -d 'Seconds between two looks'
complete -c redactctl -n '__fish_seen_subcommand_from top' -l count -x -d 'How many looks'
complete -c redactctl -n '__fish_seen_subcommand_from init' -a 'bash zsh fish'
complete -c redactctl -n '__fish_seen_subcommand_from init; and __fish_seen_subcommand_from zsh' -l strict -d 'Here-documents in memory, the hook comes back'
complete -c redactctl -n '__fish_seen_subcommand_from init' -l repl -d 'Histories of programs with a prompt'
complete -c redactctl -n '__fish_seen_subcommand_from init' -l programs -xa 'all python3 psql mariadb mysql redis-cli node sqlite3 gdb' -d 'Which programs'
complete -c redactctl -n '__fish_seen_subcommand_from init' -l shell -xa 'bash zsh fish' -d 'Whose start files'
complete -c redactctl -n '__fish_seen_subcommand_from init' -l remove -d 'Take it back'
complete -c redactctl -n '__fish_seen_subcommand_from init' -l dry-run -d 'Only show'
complete -c redactctl -n '__fish_seen_subcommand_from advise' -a 'on off'
complete -c redactctl -n '__fish_seen_subcommand_from rules' -a 'list check bench import'
complete -c redactctl -n '__fish_seen_subcommand_from bench' -l top -x -d 'How many rules to show'
complete -c redactctl -n '__fish_seen_subcommand_from bench' -l passes -x -d 'Over each block; the median counts'
complete -c redactctl -n '__fish_seen_subcommand_from import' -l from -x -a 'gitleaks kingfisher noseyparker trufflehog-regex' -d 'Whose rules'
complete -c redactctl -n '__fish_seen_subcommand_from import' -s o -l output -r -d 'The rule file'
complete -c redactctl -n '__fish_seen_subcommand_from import' -l observe -d 'The rules count only'
complete -c redactctl -n '__fish_seen_subcommand_from test' -l explain -d 'Each candidate, and why'
complete -c redactctl -n '__fish_seen_subcommand_from test' -l diff -d 'The lines that change, without the secrets'
complete -c redactctl -n '__fish_seen_subcommand_from test' -l rule -x -d 'Only this rule'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l id -x -d Name
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l label -x -d 'Label of the mask'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l pattern -x -d RE2
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l sample -x -d 'Fake value'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l from-secret -d 'Derive the shape of a secret'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l ttl -x -d '90d, 12h'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l observe -d 'Only count'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l scope -xa 'user system'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l advice -x -d 'What to do'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern' -l force -d 'Overrule the gate'
complete -c redactctl -n '__fish_seen_subcommand_from add-pattern remove-pattern' -l reason -x -d Why

set -l leaks list show rotated close calendar report
complete -c redactctl -n "__fish_seen_subcommand_from leaks; and not __fish_seen_subcommand_from $leaks" -a "$leaks"
complete -c redactctl -n '__fish_seen_subcommand_from leaks; and __fish_seen_subcommand_from show rotated close' -a '(__redactctl_leaks)'
complete -c redactctl -n '__fish_seen_subcommand_from leaks; and __fish_seen_subcommand_from list' -l overdue -d 'Only those that are overdue'
complete -c redactctl -n '__fish_seen_subcommand_from leaks; and __fish_seen_subcommand_from rotated close' -l note -x -d 'Kept with the change'
complete -c redactctl -n '__fish_seen_subcommand_from leaks; and __fish_seen_subcommand_from report' -l md -d Markdown
complete -c redactctl -n '__fish_seen_subcommand_from leaks; and __fish_seen_subcommand_from report' -l days -x -d 'Days of masks'
complete -c redactctl -n '__fish_seen_subcommand_from leaks ledger; and __fish_seen_subcommand_from calendar report export' -s o -l output -r -d 'Where to'
complete -c redactctl -n '__fish_seen_subcommand_from ledger; and not __fish_seen_subcommand_from export import rekey' -a 'export import rekey'
complete -c redactctl -n '__fish_seen_subcommand_from ledger; and __fish_seen_subcommand_from import' -F
complete -c redactctl -n '__fish_seen_subcommand_from leaks ledger' -l json -d 'One JSON document'

complete -c redact-shim -f
complete -c redact-shim -n 'not __fish_seen_subcommand_from exec mask history history-file log' -a 'exec mask history history-file log'
complete -c redact-shim -n '__fish_seen_subcommand_from exec' -a '(__fish_complete_subcommand)'
complete -c redact-shim -n '__fish_seen_subcommand_from exec' -l no-pty -d 'Pipes in any case'
complete -c redact-shim -n '__fish_seen_subcommand_from exec' -l tag -x -d 'Store the masked lines'
complete -c redact-shim -n '__fish_seen_subcommand_from exec' -l keep-fds -d 'The command inherits more descriptors'
complete -c redact-shim -n '__fish_seen_subcommand_from exec mask' -l jsonl -d 'JSON lines stay JSON'
complete -c redact-shim -n '__fish_seen_subcommand_from mask' -l follow-tty -d 'Skip input typed while echo is off'
complete -c redact-shim -n '__fish_seen_subcommand_from history-file' -l program -xa 'psql mariadb mysql redis-cli node sqlite3 gdb'
complete -c redact-shim -n '__fish_seen_subcommand_from history-file' -l file -r
complete -c redact-shim -n '__fish_seen_subcommand_from history' -l shell -xa 'bash zsh fish'
complete -c redact-shim -n '__fish_seen_subcommand_from history' -l only-if-changed
complete -c redact-shim -n '__fish_seen_subcommand_from history' -l hints
complete -c redact-shim -n '__fish_seen_subcommand_from history' -l append -r
complete -c redact-shim -n '__fish_seen_subcommand_from history' -l format -xa 'bash fish'
complete -c redact-shim -n '__fish_seen_subcommand_from exec mask history' -l local -d 'Own engine only'
complete -c redact-shim -n '__fish_seen_subcommand_from log' -s t -x -d Tag
complete -c redact-shim -n '__fish_seen_subcommand_from log' -s p -x -d Priority
complete -c redact-shim -n '__fish_seen_subcommand_from log' -s f -r -d File
complete -c redact-shim -n '__fish_seen_subcommand_from log' -l also-stdout -d 'Masked lines on stdout'

set -l vault add list forget show-path
complete -c redactctl -n "__fish_seen_subcommand_from vault; and not __fish_seen_subcommand_from $vault" -a "$vault"
complete -c redactctl -n '__fish_seen_subcommand_from vault; and __fish_seen_subcommand_from add' -l file -r -F -d 'A file of mode 600'
complete -c redactctl -n '__fish_seen_subcommand_from vault; and __fish_seen_subcommand_from add' -l store -d 'Keep the value in a file'
complete -c redactctl -n '__fish_seen_subcommand_from vault; and __fish_seen_subcommand_from forget show-path' -a '(__redactctl_values)'
complete -c redactctl -n '__fish_seen_subcommand_from vault' -l json -d 'One JSON document'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l label -x -d 'Label of the mask'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l ttl -x -d 'Until the next rotation'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l no-pattern -d 'Add no pattern'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l note -x -d 'Kept in the ledger'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l value-stdin -d 'The secret, from stdin or a prompt'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l exclude -x -d 'Leave out'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l jobs -x -d 'Threads'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -l json -d 'One JSON document'
complete -c redactctl -n '__fish_seen_subcommand_from contain' -F
