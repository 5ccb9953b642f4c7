#include "daemon/control/prefilter.h"

#include <doctest.h>
#include <re2/re2.h>

#include <map>
#include <sstream>

#include "core/base/bytes.h"
#include "core/catalogue/catalogue.h"
#include "core/engine/redactor.h"
#include "daemon/control/gram_pattern.h"
#include "tests/unit/daemon/twins.h"

using namespace redactd;
using namespace redactd::daemon;

namespace {

std::shared_ptr<const Snapshot> snapshot_of(const std::vector<RuleSpec>& specs, uint64_t generation = 7) {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  for (const RuleSpec& spec : specs) rules.push_back(compile_rule(spec).value());
  return Snapshot::build(std::move(rules), generation, make_hash_scanner);
}

// The file read as the two shells read it.
struct Prefilter {
  std::string head;
  std::map<std::string, std::unique_ptr<RE2>> patterns;
  std::map<std::string, std::vector<std::string>> rows;
  bool usable = false;

  static std::unique_ptr<RE2> pattern(std::string text) {
    // RE2 knows no look-behind.
    const std::string edge = "(?<![0-9A-Za-z])";
    for (size_t at = text.find(edge); at != std::string::npos; at = text.find(edge)) text.replace(at, edge.size(), "(?:^|[^0-9A-Za-z])");
    RE2::Options options;
    options.set_encoding(RE2::Options::EncodingLatin1);
    auto made = std::make_unique<RE2>(text, options);
    REQUIRE(made->ok());
    return made;
  }

  explicit Prefilter(const std::string& text) {
    std::istringstream in(text);
    std::string line, row;
    std::getline(in, head);
    usable = static_cast<bool>(std::getline(in, line));
    if (!usable) return;
    patterns[""] = pattern(line);
    while (std::getline(in, line) && !line.empty()) patterns[line.substr(0, line.find(' '))] = pattern(line.substr(line.find(' ') + 2));
    while (std::getline(in, line) && std::getline(in, row)) {
      std::istringstream grams(row);
      for (std::string gram; std::getline(grams, gram, '\t');) rows[line].push_back(gram);
    }
  }

  bool suspect_to_fish(const std::string& line) const {
    static const std::map<std::string, std::string> kConditions = {
        {"", ""}, {"sign", "[^\\w\\s./-]"}, {"upper", "[A-Z]"}, {"digit", "[0-9][A-Za-z_.-]|[A-Za-z_.-][0-9]"}, {"under", "_"}, {"dash", "-"},
        {"dot", "[./]"}, {"long", "[^\\s]{16}"}, {"a", "(?<![0-9A-Za-z])[ab]"}, {"c", "(?<![0-9A-Za-z])[c-f]"}, {"g", "(?<![0-9A-Za-z])[g-k]"},
        {"l", "(?<![0-9A-Za-z])[l-o]"}, {"p", "(?<![0-9A-Za-z])[p-r]"}, {"s", "(?<![0-9A-Za-z])s"}, {"t", "(?<![0-9A-Za-z])[t-z]"}};
    static const auto conditions = [] {
      std::map<std::string, std::unique_ptr<RE2>> made;
      for (const auto& [name, regex] : kConditions) made[name] = pattern(regex);
      return made;
    }();
    for (const auto& [name, regex] : patterns) {
      REQUIRE(conditions.contains(name));
      if (RE2::PartialMatch(line, *conditions.at(name)) && RE2::PartialMatch(line, *regex)) return true;
    }
    return false;
  }

  bool suspect_to_zsh(const std::string& line) const {
    static const auto hidden = pattern("[\\x00\\x08\\x0d\\x1b]|%[0-9A-Fa-f]{2}|\\\\[ux/]|[0-9A-Za-z+/_-]{24}");
    if (RE2::PartialMatch(line, *hidden)) return true;
    const std::string low = lowercase(line);
    for (size_t at = 0; at + 3 <= line.size(); ++at) {
      const auto row = rows.find(low.substr(at, 3));
      if (row == rows.end()) continue;
      for (const std::string& gram : row->second) {
        if (line.find(gram) != std::string::npos || low.find(gram) != std::string::npos) return true;
      }
    }
    return false;
  }
};

std::vector<std::string> spellings(const std::string& text) {
  std::string escaped, unicode;
  for (const char c : text) {
    char buffer[8];
    snprintf(buffer, sizeof buffer, "\\u%04x", byte(c));
    unicode += is_alnum(c) && unicode.size() % 3 == 0 ? std::string(buffer) : std::string(1, c);
    escaped += c == '/' ? "\\/" : std::string(1, c);
  }
  return {text, "echo '" + text + "' | cat", base64_encode(text), percent_encode(text), escaped, unicode, "\x1b[1m" + text};
}

}  // namespace

TEST_CASE("a line that some rule concerns is never plain") {
  const auto rules = builtin_rules();
  const auto snapshot = snapshot_of(rules);
  const Prefilter prefilter(prefilter_file(*snapshot));
  REQUIRE(prefilter.usable);
  Redactor redactor;
  size_t concerned = 0, plain = 0;
  for (const RuleSpec& rule : rules) {
    for (const auto* examples : {&rule.examples, &rule.negative_examples}) {
      for (const std::string& example : *examples) {
        for (const std::string& text : spellings(expand_example(example))) {
          std::string out;
          const MaskReport report = redactor.mask(*snapshot, text, {}, out);
          const bool touched = out != text || !report.observed.empty() || !report.advised.empty();
          concerned += touched ? 1 : 0;
          const bool fish = prefilter.suspect_to_fish(text), zsh = prefilter.suspect_to_zsh(text);
          plain += !fish && !zsh ? 1 : 0;
          if (!touched || (fish && zsh)) continue;
          FAIL_CHECK("rule " << rule.id << ": an example is plain to " << (fish ? "zsh" : "fish"));
        }
      }
    }
  }
  CHECK(concerned > 5000);
  CHECK(plain > 0);  // or the test shows nothing
}

TEST_CASE("ordinary commands are plain") {
  const Prefilter prefilter(prefilter_file(*snapshot_of(builtin_rules())));
  for (const char* line : {"ls -la", "cd src/lib", "git status", "make -j2 test", "vim notes.txt", "true number 120", "echo done > out.txt"}) {
    CHECK_MESSAGE(!prefilter.suspect_to_fish(line), line);
    CHECK_MESSAGE(!prefilter.suspect_to_zsh(line), line);
  }
}

TEST_CASE("the first line tells one set of rules from the next") {
  const std::string a = prefilter_file(*snapshot_of({twins::example_rule("a", "zq_x")}));
  CHECK(RE2::PartialMatch(a, "^redactd-prefilter 1 [^ ]+ 7 [0-9a-f]{16}\n"));
  CHECK(a == prefilter_file(*snapshot_of({twins::example_rule("a", "zq_x")})));
  // The same generation, as after the state directory was taken away.
  const std::string b = prefilter_file(*snapshot_of({twins::example_rule("b", "zq_y")}));
  CHECK(a.substr(0, a.find('\n')) != b.substr(0, b.find('\n')));
}

TEST_CASE("where nothing can be written of what to look for, every line is suspect") {
  RuleSpec rule = twins::example_rule();
  rule.regex.anchors = {"z\tq"};
  CHECK_FALSE(Prefilter(prefilter_file(*snapshot_of({rule}))).usable);
}

TEST_CASE("alternatives() is the union of its literals") {
  const std::set<std::string> literals = {"abc", "abd", "abx-", "abx", "q.[", "q.]", "q.^", "a b", "~~~"};
  const RE2 pattern(alternatives(literals));
  REQUIRE(pattern.ok());
  for (const std::string& literal : literals) CHECK(RE2::PartialMatch("-" + literal + "-", pattern));
  for (const char* other : {"ab", "abe", "ABC", "q.\\", "q-[", "aab", "~~"}) CHECK_FALSE(RE2::PartialMatch(other, pattern));
}
