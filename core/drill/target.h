// What a sweep looks for, and the search for it in one text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"
#include "core/drill/match.h"
#include "core/engine/snapshot.h"

namespace redactd::drill {

// Working memory of one thread's searches.
class Searcher {
 public:
  virtual ~Searcher() = default;

  // Appends the matches of `text` that begin in [from, text.size()), sorted, not overlapping; offsets count from text[0].
  // Bytes before `from` are context: a match that begins there covers what it covers. `at_start`: text[0] is the file's first
  // byte (nothing stands before it); `at_end`: nothing follows.
  virtual void find(std::string_view text, size_t from, bool at_start, bool at_end, std::vector<Match>& matches) = 0;
};

// Immutable; shared by all threads. Holds secret bytes only in the SecretMemory that it was made with.
class Target {
 public:
  virtual ~Target() = default;
  virtual std::unique_ptr<Searcher> make_searcher() const = 0;
  // A match, with what decides about it, is never longer than this (but for rules' multi-line blocks).
  virtual size_t reach_bytes() const = 0;
  // What stands in the mask of matches with this number.
  virtual const std::string& label(uint32_t number) const = 0;
};

struct ValueOptions {
  std::string label = "SECRET";
  size_t public_prefix = 0;   // of the value's first bytes, those that are public (the recognising rule's anchor)
  bool partials = true;       // look for pieces of the value too
  size_t min_chars = 4;       // a partial shows at least so many secret characters
};

// Facts about a value that may be searched for. Errors (all exit 4): drill.value.too_short (below 8 bytes, or empty),
// drill.value.too_long (above 65,536), drill.value.is_prose (a word or sentence), drill.value.is_placeholder.
Status check_value(SecretView value);

// Length of the public prefix by the catalogue's anchors (design 11, "Partial"); 0: none. `rule`: the rule's id.
struct PublicPrefix {
  size_t length = 0;
  std::string rule;
};
PublicPrefix public_prefix_of(SecretView value, const std::vector<RuleSpec>& catalogue);

// All forms of design 11, and the value's first and last pieces. `memory` outlives the target.
std::unique_ptr<Target> target_for_value(SecretView value, const ValueOptions& options, SecretMemory& memory, ScannerFactory scanner);

// Every finding of the rules of `snapshot` in mask mode (`only` not empty: just of those with these numbers). Label: `label`,
// else the rule's own.
std::unique_ptr<Target> target_for_rules(std::shared_ptr<const Snapshot> snapshot, std::vector<uint32_t> only,
                                         std::optional<std::string> label);

// Each prefix (4 bytes and more; drill.prefix.too_short) and the run of [0-9A-Za-z_+/=.-] behind it, at least 4 of them.
Result<std::unique_ptr<Target>> target_for_prefixes(const std::vector<std::string>& prefixes, const std::string& label,
                                                    ScannerFactory scanner);

// All of them at once. Where matches overlap, the longest stays.
std::unique_ptr<Target> target_of_all(std::vector<std::unique_ptr<Target>> targets);

}  // namespace redactd::drill
