// A rule as data: what a rule file says. No behaviour; see compiled_rule.h for what runs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/argv/spec.h"

namespace redactd {

class ExactForms;

enum class RuleKind : uint8_t { kPrefix, kRegex, kContext, kArgv, kExact };
enum class RuleMode : uint8_t { kMask, kObserve, kAdvise };
// Where a context rule looks, and how demanding it is about the value it finds there (docs/rules.md).
enum class ContextTier : uint8_t {
  kPassword,  // key = value; 4 bytes and more of anything
  kSecret,    // key = value; 8 and a digit, or 16 and entropy 3
  kKey,       // key = value; 16 to 200, digit and letter, entropy 3
  kUrl,       // scheme://user:VALUE@host and scheme://VALUE@host; keywords: "://"
  kVendor,    // a machine-made token behind a vendor's name; keywords: the names
  kPem,       // the body of a PEM block whose header names a private key (RFC 7468); keywords: "-----BEGIN"
};

struct PrefixSpec {
  std::vector<std::string> prefixes;  // the literals, each an anchor
  std::string alphabet;               // of what follows, as parse_alphabet() reads it
  size_t min_length = 0;              // bytes after the prefix
  size_t max_length = 0;              // 0: unbounded
  bool weak = false;                  // a short prefix: the byte before must not be [0-9A-Za-z_]
};

struct RegexSpec {
  std::string pattern;                // RE2, Latin-1, matches within one line; group 1 (if any) is what is masked
  std::vector<std::string> anchors;   // each match contains at least one
  bool anchors_caseless = false;
};

struct ContextSpec {
  std::vector<std::string> keywords;  // lower case; found caseless as the end or a part of a key's name
  ContextTier tier = ContextTier::kSecret;
  std::vector<std::string> separators;  // "=", ":", "=>", " " ...; empty: the default set
};

struct RuleSpec {
  std::string id;
  std::string label;                  // [A-Z][A-Z0-9_]{1,31}
  std::string title;
  std::string family;                 // the rule file's name without its number: "cloud"
  std::string source;
  std::string advice;
  RuleKind kind = RuleKind::kRegex;
  RuleMode mode = RuleMode::kMask;
  int priority = 100;                 // higher wins between findings of one length
  int rotate_days = 0;                // 0: the vendor states none
  double min_entropy = 0;             // bits per byte of the masked value; 0: no check
  bool placeholders = false;          // true: a value that is_placeholder() is let go
  std::vector<std::string> checks;    // names of checksums (checksum.h); they raise confidence, they never unmask
  std::vector<std::string> examples;
  std::vector<std::string> negative_examples;
  std::optional<uint32_t> owner_uid;  // set: acts on this user's lines only (scope user)
  bool fingerprint = false;           // mask carries a keyed fingerprint

  PrefixSpec prefix;
  RegexSpec regex;
  ContextSpec context;
  ArgvSpec argv;
  std::vector<std::shared_ptr<const ExactForms>> exact;  // known values (exact.h); such rules come from no file
};

// "prefix", "regex", "context", "argv", "exact"; "mask", "observe", "advise".
const char* name_of(RuleKind kind);
const char* name_of(RuleMode mode);
// "password", "secret", "key", "url", "vendor", "pem".
const char* name_of(ContextTier tier);
std::optional<ContextTier> context_tier_named(std::string_view name);

// [A-Z][A-Z0-9_]{1,31} and [a-z][a-z0-9-]{1,63}.
bool is_label(std::string_view text);
bool is_rule_id(std::string_view text);

}  // namespace redactd
