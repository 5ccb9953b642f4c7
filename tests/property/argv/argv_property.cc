// The promises of ArgvTable over the catalogue's own rules, on generated command lines and on garbage.
#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/catalogue/catalogue.h"
#include "core/engine/argv/table.h"

using namespace redactd;

namespace {

struct Catalogued {
  std::vector<std::pair<uint32_t, const ArgvSpec*>> specs;
  ArgvTable table;

  Catalogued() : specs(all()), table(specs) {}

  static std::vector<std::pair<uint32_t, const ArgvSpec*>> all() {
    std::vector<std::pair<uint32_t, const ArgvSpec*>> result;
    const std::vector<RuleSpec>& rules = builtin_rules();
    for (size_t i = 0; i < rules.size(); ++i)
      if (rules[i].kind == RuleKind::kArgv) result.emplace_back(static_cast<uint32_t>(i), &rules[i].argv);
    return result;
  }
};

const Catalogued& catalogued() {
  static const Catalogued rules;
  return rules;
}

std::string one_of(const std::vector<std::string>& choices) { return choices.empty() ? std::string() : *rc::gen::elementOf(choices); }

std::string value() {
  const auto letters = *rc::gen::container<std::string>(12, rc::gen::elementOf(std::string("abcdefghjkmnpqrstuvwxyzABCDEFGHJK0123456789")));
  return letters + one_of({"", ":" + letters, "%" + letters, "/" + letters + "@h", "," + letters});
}

std::string quoted(const std::string& word) {
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return "'" + word + "'";
    case 1: return "\"" + word + "\"";
    case 2: return word.size() < 3 ? word : word.substr(0, 2) + "\"" + word.substr(2) + "\"";
    default: return word;
  }
}

// A command line of one rule's tool with its flags, operands, variables and standard input, more or less in order.
std::string command_line() {
  const ArgvSpec& spec = *catalogued().specs[*rc::gen::inRange<size_t>(0, catalogued().specs.size())].second;
  std::string tool = spec.tools.empty() || spec.tools[0] == "*" ? "sometool" : one_of(spec.tools);
  std::string line = one_of({"", "sudo ", "env A=b ", "docker exec c ", "/usr/bin/", "+ ", "ann@h:~$ ", "true; ", "(root) CMD (", "x \""});
  if (!spec.env.empty()) line += one_of(spec.env) + "=" + quoted(value()) + " ";
  if (spec.reads_stdin && *rc::gen::arbitrary<bool>()) line = "echo " + quoted(value()) + " | " + line;
  line += quoted(tool) + one_of({" ", "  ", "\t", " \\\n "});
  for (const std::string& words : spec.stdin_subcommands) line += one_of({words, ""}) + " ";
  line += one_of(spec.stdin_flags) + " ";
  if (!spec.operands.empty()) line += one_of(spec.operands[0].subcommands) + " " + one_of(spec.operands[0].needs_flags) + " ";
  if (!spec.flags.empty()) {
    const ArgvFlag flag = *rc::gen::elementOf(spec.flags);
    std::string name = flag.flag;
    if (const size_t star = name.find('*'); star != std::string::npos) name.replace(star, 1, "db.x-");
    line += one_of(flag.subcommands) + " " + one_of(flag.needs_flags) + " " + one_of({quoted(name), name}) + one_of({"", "=", " "}) + quoted(flag.after + value());
  }
  line += " " + quoted(value()) + one_of({"", " " + value(), " <<< " + value(), "\"", ")", "; ls"});
  return line;
}

std::string masked(const std::string& line, const std::vector<ArgvSpan>& spans) {
  std::string out;
  size_t at = 0;
  for (const ArgvSpan& span : spans) {
    if (span.begin < at) continue;
    out.append(line, at, span.begin - at).append("[REDACTED_X]");
    at = span.end;
  }
  return out.append(line, at);
}

std::vector<ArgvSpan> find(const std::string& line) {
  std::vector<ArgvSpan> spans;
  catalogued().table.find(line, spans);
  return spans;
}

bool check(bool result) {
  CHECK(result);
  return result;
}

}  // namespace

TEST_CASE("whatever is found for a rule, the text holds an anchor of that rule") {
  size_t found = 0;
  check(rc::check([&] {
    const std::string line = command_line();
    for (const ArgvSpan& span : find(line)) {
      ++found;
      const auto& anchors = catalogued().table.anchors();
      RC_ASSERT(std::any_of(anchors.begin(), anchors.end(), [&](const auto& anchor) {
        return anchor.rule == span.rule && stands_in(anchor, line);
      }));
    }
  }));
  CHECK(found > 50);  // the generator does hit the rules
}

TEST_CASE("anchors are 4 to 24 bytes") {
  REQUIRE(catalogued().table.anchors().size() > 300);
  for (const auto& [literal, rule, place] : catalogued().table.anchors()) CHECK_MESSAGE((literal.size() >= 4 && literal.size() <= 24), literal);
}

TEST_CASE("spans lie in the text in order, and masking twice changes nothing") {
  check(rc::check([] {
    const std::string line = command_line();
    const std::vector<ArgvSpan> spans = find(line);
    for (size_t i = 0; i < spans.size(); ++i) {
      RC_ASSERT(spans[i].begin < spans[i].end && spans[i].end <= line.size());
      if (i > 0) RC_ASSERT(spans[i - 1].begin <= spans[i].begin);
    }
    const std::string once = masked(line, spans);
    RC_ASSERT(masked(once, find(once)) == once);
  }));
}

TEST_CASE("any bytes at all are borne") {
  check(rc::check([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "mysql", "-p", "curl", "-u", "a:b", "'", "\"", "\\", "$(", ")", "`", " ", "\n", "<<<", "<<E", "|", "echo", "docker login", "--password-stdin", "=",
        "[REDACTED_X]", "{", "}", "\xff", "${", ";", "&", "PGPASSWORD"));
    std::string line;
    for (const std::string& piece : pieces) line += piece;
    for (const ArgvSpan& span : find(line)) RC_ASSERT(span.begin < span.end && span.end <= line.size());
  }));
}
