#include <array>

#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

constexpr auto kVerbs = std::to_array<Verb>({
    {"status", "What the daemon is doing", declare_status},
    {"add-pattern", "Mask one more shape of secret, from now on", declare_add_pattern},
    {"list-patterns", "The patterns that were added", declare_list_patterns},
    {"show-pattern", "One pattern, whole", declare_show_pattern},
    {"remove-pattern", "Take one pattern out of force", declare_remove_pattern},
    {"promote-pattern", "Let a pattern that only observes mask", declare_promote_pattern},
    {"test", "Mask stdin to stdout, without daemon, storing nothing", declare_test},
    {"rules", "The catalogue of rules: list it, check rule files", declare_rules},
    {"reload", "Read configuration and rule files again", declare_reload},
    {"setup", "A first run that explains itself: hooks, service, proof", declare_setup},
    {"init", "Print the hook for a shell", declare_init},
    {"doctor", "Find every raw path that is still open, and how to close it", declare_doctor},
    {"advise", "Switch the one-line hints on or off", declare_advise},
    {"top", "Live: lines, masks by rule, latency, sinks", declare_top},
    {"tail", "Masked lines as they are stored", declare_tail},
    {"metrics", "Counters in the OpenMetrics format", declare_metrics},
    {"contain", "The whole leak drill: record, pattern, scrub, hunt, verify, schedule", declare_contain},
    {"scrub", "Mask what leaked where it stands, in place", declare_scrub},
    {"verify", "Count what is still there", declare_verify},
    {"hunt", "Find what is left of a value that was cut", declare_hunt},
    {"leaks", "The ledger of leaked secrets: what is due, what to do, calendar, report", declare_leaks},
    {"ledger", "Keep the ledger safe: export, import, rekey", declare_ledger},
    {"vault", "Values that are masked exactly: add, list, forget", declare_vault},
    {"version", "The version of this program", declare_version},
});

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

}  // namespace redactd::ctl
