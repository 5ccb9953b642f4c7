#include "daemon/control/prefilter.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "core/base/bytes.h"
#include "core/engine/scan/common_grams.h"
#include "core/engine/snapshot_impl.h"
#include "daemon/control/gram_pattern.h"

namespace redactd::daemon {
namespace {

constexpr size_t kGramBytes = 4;
constexpr size_t kLongGramBytes = 8;
constexpr size_t kKeyBytes = 3;

// What the engine reads through before it looks for literals: bytes that a terminal hides (core/terminal/visible.h), escapes
// (core/engine/escapes.h) and base64 (core/engine/base64_text.h); then what may stand for a byte before a program's name
// (core/engine/confirm/edges.h).
constexpr const char* kHidden = "[\\x00\\x08\\x0d\\x1b]|%[0-9A-Fa-f]{2}|\\\\[ux/]|[0-9A-Za-z+/_-]{24}|\\\\[0abefnrtv][0-9A-Za-z]|#[0-9]{3}";
constexpr std::string_view kHiding("\0\b\r\x1b", 4);

struct Grams {
  std::set<std::string> exact;
  std::set<std::string> caseless;  // in lower case
  std::set<std::string> programs;  // count only where a word begins
  std::set<std::string> vendors;   // in lower case; count only beside a token of 16 bytes and more (opaque_token.h)
  bool any_line = false;                  // no gram can stand for all literals: every line is suspect
};

uint32_t folded(std::string_view gram) {
  uint32_t word = 0;
  for (size_t i = 0; i < kGramBytes; ++i) word |= static_cast<uint32_t>(byte(gram[i]) | 0x20u) << (8 * i);
  return word;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return byte(c) >= 0x20 && byte(c) < 0x7f; });
}

// Four bytes of the literal that ordinary text is not full of; empty: it has no such.
std::string rare_gram(const std::string& literal, const CommonGrams& common) {
  for (size_t at = 0; at + kGramBytes <= literal.size(); ++at) {
    const std::string gram = literal.substr(at, kGramBytes);
    if (is_printable(gram) && gram.find(' ') == std::string::npos && !common.holds(folded(gram))) return gram;
  }
  return "";
}

std::string printable_head(std::string_view literal) {
  size_t end = 0;
  while (end < literal.size() && end < kLongGramBytes && is_printable(literal.substr(end, 1))) ++end;
  return std::string(literal.substr(0, end));
}

// What to look for in place of a literal: a few rare bytes of it, else more of them. Empty: it has no three that can be printed.
std::string gram_of(const std::string& literal, const CommonGrams& common) {
  std::string gram = rare_gram(literal, common);
  for (size_t at = 0; at < literal.size() && gram.size() < kKeyBytes; ++at) gram = printable_head(std::string_view(literal).substr(at));
  return gram.size() < kKeyBytes ? "" : gram;
}

// A program's name, which the argv rules alone look for.
bool names_program(const Snapshot::Impl& impl, size_t literal) {
  const ArgvAnchor::Place place = impl.argv_places[literal];
  const bool argv_only = impl.starts[literal + 1] == impl.starts[literal] + 1 && impl.members[impl.starts[literal]] == Snapshot::Impl::kArgvRules;
  return argv_only && (place == ArgvAnchor::Place::kProgram || place == ArgvAnchor::Place::kProgramAndMore) &&
         is_lower(impl.literals.literals[literal].bytes[0]);
}

bool is_vendor(const Snapshot::Impl& impl, size_t literal) {
  return std::all_of(impl.members.begin() + impl.starts[literal], impl.members.begin() + impl.starts[literal + 1], [&](uint32_t rule) {
    if (rule >= impl.rules.size()) return false;
    const RuleSpec& spec = impl.compiled(rule).spec();
    return spec.kind == RuleKind::kContext && spec.context.tier == ContextTier::kVendor;
  });
}

Grams collect(const Snapshot::Impl& impl) {
  const CommonGrams common;
  Grams grams;
  grams.any_line = !impl.exact.empty();
  for (size_t i = 0; i < impl.literals.literals.size(); ++i) {
    const Literal& literal = impl.literals.literals[i];
    if (literal.bytes.find_first_of(kHiding) != std::string::npos) continue;  // a line with it is suspect for that byte
    const std::string head = names_program(impl, i) ? printable_head(literal.bytes) : "";
    const std::string gram = gram_of(literal.bytes, common);
    if (head.size() >= kKeyBytes) {
      grams.programs.insert(head);
    } else if (gram.empty()) {
      grams.any_line = true;
    } else if (literal.caseless) {
      (is_vendor(impl, i) ? grams.vendors : grams.caseless).insert(lowercase(gram));
    } else {
      grams.exact.insert(gram);
    }
  }
  return grams;
}

// For a shell that has tables but no quick patterns: a line with three bytes in lower case, then one with the grams that
// begin with them, each ended by a tab, one of three bytes first.
std::string table(const Grams& grams) {
  std::map<std::string, std::string> rows;
  for (const auto* set : {&grams.exact, &grams.caseless, &grams.programs, &grams.vendors}) {
    for (const std::string& gram : *set) {
      std::string& row = rows[lowercase(gram.substr(0, kKeyBytes))];
      row = gram.size() == kKeyBytes ? gram + "\t" + row : row + gram + "\t";
    }
  }
  std::string text;
  for (const auto& [key, row] : rows) text += key + "\n" + row + "\n";
  return text;
}

// FNV-1a: tells two files of one generation apart (a state directory that was taken away begins anew).
std::string check_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ byte(c)) * 0x100000001b3u;
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(hash >> shift);
  return hex_encode(bytes);
}

// For a shell that has patterns but must compile them anew for every line: each stands behind the name of a class of bytes
// that a line must hold (docs/protocol.md), so that most lines need few of them.
struct Buckets {
  std::string always;
  std::map<std::string, std::string> by_class;

  void add(const std::string& name, const std::string& pattern) {
    std::string& place = name.empty() ? always : by_class[name];
    place += "|" + pattern;
  }
};

bool holds(const std::string& gram, bool (*test)(char)) { return std::any_of(gram.begin(), gram.end(), test); }

// A digit beside a letter or one of _.-
bool holds_mixed_digit(const std::string& gram) {
  for (size_t i = 1; i < gram.size(); ++i) {
    const char a = gram[i - 1], b = gram[i];
    const auto joins = [](char c) { return is_alpha(c) || c == '_' || c == '.' || c == '-'; };
    if ((is_digit(a) && joins(b)) || (joins(a) && is_digit(b))) return true;
  }
  return false;
}

// The class of its bytes that lines hold least; empty: it has none of them.
std::string rarest_class(const std::string& gram, bool caseless) {
  if (holds(gram, [](char c) { return !is_word(c) && std::string_view(" ./-").find(c) == std::string_view::npos; })) return "sign";
  if (!caseless && holds(gram, is_upper)) return "upper";
  if (holds_mixed_digit(gram)) return "digit";
  if (gram.find('_') != std::string::npos) return "under";
  if (gram.find('-') != std::string::npos) return "dash";
  return gram.find_first_of("./") != std::string::npos ? "dot" : "";
}

// Programs by the letter that they begin with: a, b; c to f; ...
std::string letters_class(char first) {
  constexpr std::string_view kFirsts = "acglpst";
  return std::string(1, *std::prev(std::upper_bound(kFirsts.begin(), kFirsts.end(), first)));
}

Buckets buckets(const Grams& grams) {
  std::map<std::string, std::set<std::string>> exact, caseless, programs;
  for (const std::string& gram : grams.programs) programs[letters_class(gram[0])].insert(gram);
  for (const std::string& gram : grams.exact) exact[rarest_class(gram, false)].insert(gram);
  for (const std::string& gram : grams.caseless) caseless[rarest_class(gram, true)].insert(gram);
  Buckets made{kHidden, {}};
  for (const auto& [name, set] : exact) made.add(name, alternatives(set));
  for (const auto& [name, set] : caseless) made.add(name, "(?i:" + alternatives(set) + ")");
  for (const auto& [name, set] : programs) made.add(name, "(?<![0-9A-Za-z])" + alternatives(set));
  if (!grams.vendors.empty()) made.add("long", "(?i:" + alternatives(grams.vendors) + ")");
  return made;
}

}  // namespace

std::string prefilter_file(const Snapshot& snapshot) {
  const Grams grams = collect(snapshot.impl());
  std::string body;
  if (!grams.any_line) {
    const Buckets patterns = buckets(grams);
    body = patterns.always + "\n";
    for (const auto& [name, pattern] : patterns.by_class) body += name + " " + pattern + "\n";
    body += "\n" + table(grams);
  }
  return "redactd-prefilter 1 " REDACTD_VERSION " " + std::to_string(snapshot.generation()) + " " + check_of(body) + "\n" + body;
}

}  // namespace redactd::daemon
