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
// (core/engine/escapes.h) and base64 (core/engine/base64_text.h).
constexpr const char* kHidden = "[\\x00\\x08\\x0d\\x1b]|%[0-9A-Fa-f]{2}|\\\\[ux/]|[0-9A-Za-z+/_-]{24}";
constexpr std::string_view kHiding("\0\b\r\x1b", 4);

struct Grams {
  std::set<std::string> exact, caseless;  // the latter in lower case
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

// What to look for in place of a literal: a few rare bytes of it, else more of them. Empty: it has no three that can be printed.
std::string gram_of(const std::string& literal, const CommonGrams& common) {
  std::string gram = rare_gram(literal, common);
  for (size_t at = 0; at < literal.size() && gram.size() < kKeyBytes; ++at) {
    size_t end = at;
    while (end < literal.size() && end - at < kLongGramBytes && is_printable(literal.substr(end, 1))) ++end;
    gram = literal.substr(at, end - at);
  }
  return gram.size() < kKeyBytes ? "" : gram;
}

Grams collect(const Snapshot::Impl& impl) {
  const CommonGrams common;
  Grams grams;
  grams.any_line = !impl.exact.empty();
  for (const Literal& literal : impl.literals.literals) {
    if (literal.bytes.find_first_of(kHiding) != std::string::npos) continue;  // a line with it is suspect for that byte
    const std::string gram = gram_of(literal.bytes, common);
    if (gram.empty()) {
      grams.any_line = true;
    } else if (literal.caseless) {
      grams.caseless.insert(lowercase(gram));
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
  for (const auto* set : {&grams.exact, &grams.caseless}) {
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

}  // namespace

std::string prefilter_file(const Snapshot& snapshot) {
  const Grams grams = collect(snapshot.impl());
  std::string body = "\n";  // an empty pattern stands in every line
  if (!grams.any_line) {
    body = kHidden;
    if (!grams.exact.empty()) body += "|" + alternatives(grams.exact);
    if (!grams.caseless.empty()) body += "|(?i:" + alternatives(grams.caseless) + ")";
    body += "\n" + table(grams);
  }
  return "redactd-prefilter 1 " REDACTD_VERSION " " + std::to_string(snapshot.generation()) + " " + check_of(body) + "\n" + body;
}

}  // namespace redactd::daemon
