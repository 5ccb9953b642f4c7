// Rules of another scanner, read from its file and not translated yet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace redactd {

inline constexpr size_t kMaxForeignFileBytes = 1024 * 1024;  // the largest known one has 100 KB; YAML takes 500 times its size

enum class Scanner { kGitleaks, kKingfisher, kNoseyParker, kTruffleHog };

// "gitleaks", "kingfisher", "noseyparker", "trufflehog-regex".
const char* name_of(Scanner scanner);
std::optional<Scanner> scanner_named(std::string_view name);

struct ForeignFile {
  std::string name;  // for messages
  std::string text;
};

struct ForeignRule {
  std::string id;        // as its tool names it
  std::string name;      // for the label
  std::string title;     // for people
  std::string pattern;
  std::string reference;               // the first address that it names
  int secret_group = 0;                // 0: the tool's own choice
  double min_entropy = 0;              // bits a byte of the secret
  std::vector<std::string> keywords;   // one of them must stand near, caseless
  std::vector<std::string> notes;      // what is not carried over: "widened: stop words left out"
  bool helper = false;                 // serves other rules, or finds names that are no secrets
  bool unsure = false;                 // its tool does not report it unless asked to
};

struct ForeignRules {
  std::vector<ForeignRule> rules;
  std::vector<std::string> notes;  // about the file as a whole
};

// Each reads one file. Errors, as "FILE:LINE: what": import.syntax (not that language), import.schema (no rules where they
// should be), import.file.too_large. None quotes the file.
Result<ForeignRules> read_gitleaks(const ForeignFile& file);                  // TOML
Result<ForeignRules> read_rules_yaml(const ForeignFile& file);                // kingfisher, Nosey Parker
Result<ForeignRules> read_trufflehog(const ForeignFile& file);                // YAML with `detectors`, or a JSON map of patterns
Result<ForeignRules> read_pattern_map(const ForeignFile& file);               // that JSON map

// Before any parser sees it. Errors: import.file.too_large, import.syntax (a NUL byte).
Status check_foreign_text(const ForeignFile& file);
Error foreign_syntax_error(const ForeignFile& file, size_t line, const char* language);

}  // namespace redactd
