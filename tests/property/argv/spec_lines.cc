#include "tests/property/argv/spec_lines.h"

#include <rapidcheck.h>

#include <string_view>
#include <vector>

using namespace redactd;

namespace {

using Words = std::vector<std::string>;

constexpr const char* kFiller = "$A";  // stands where some word must, and is never a secret

size_t below(size_t count) { return *rc::gen::inRange<size_t>(0, count); }
std::string chosen(const Words& choices) { return choices.empty() ? std::string() : choices[below(choices.size())]; }

// "set *_authToken" as words that it matches.
std::string matching(std::string pattern) {
  if (pattern == "*" || pattern.ends_with(" *")) pattern.replace(pattern.size() - 1, 1, kFiller);
  for (size_t star = pattern.find('*'); star != std::string::npos; star = pattern.find('*')) {
    const bool alone = (star == 0 || pattern[star - 1] == ' ') && (star + 1 == pattern.size() || pattern[star + 1] == ' ');
    pattern.replace(star, 1, alone ? kFiller : "x");
  }
  return pattern;
}

// The value between «: and :» (bytes that occur in no rule), so that it is found again behind all wrapping.
constexpr char kOpen = '\x01', kClose = '\x02';

std::string marked(const std::string& raw) { return kOpen + raw + kClose; }

std::string value(bool separated) {
  std::string bytes = "Ex4mple";
  const std::string plain = "abcdefghkmnpqrstuvwxyzABCDEFGHKM0123456789";
  const std::string more = separated ? plain + "!#~^+._-" : plain + "!#~^+._-:@%,";
  bytes += *rc::gen::container<std::string>(6, rc::gen::elementOf(more)) + "7";
  const std::string spaced = bytes + " & " + bytes;
  switch (below(6)) {
    case 0: return "'" + marked(spaced) + "'";
    case 1: return "\"" + marked(spaced) + "\"";
    case 2: return "\"" + marked(bytes + "\\\"" + bytes) + "\"";
    case 3: return marked(bytes + "\\ " + bytes);
    default: return marked(bytes);
  }
}

std::string framed(const std::string& after, const std::string& until) {
  if (after == ">") return "'" + after + marked("Ex4mple0123") + "'";
  const bool prefix = after.size() > 1 && after[0] != ':' && after[0] != '.';  // "pass:", "key="
  return (after.empty() || prefix ? after : "ann" + after) + value(!after.empty() || !until.empty()) + (until.empty() ? "" : until + "host");
}

std::string joined(const Words& words) {
  std::string line;
  for (const std::string& word : words)
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::string flag_line(const ArgvSpec& spec, const std::string& tool) {
  const ArgvFlag& flag = spec.flags[below(spec.flags.size())];
  const std::string name = matching(flag.flag);
  const std::string bytes = framed(flag.after, flag.until);
  const bool longer = flag.flag.starts_with("--");
  std::string written = name + " " + bytes;
  if (flag.value == FlagValue::kAttached) written = name + (flag.flag.find('*') != std::string::npos ? "=" : "") + bytes;
  else if (flag.value == FlagValue::kEither && flag.flag.size() == 2 && below(2) == 0) written = name + bytes;
  else if (longer && below(2) == 0) written = name + "=" + bytes;
  return joined({tool, matching(chosen(flag.subcommands)), chosen(flag.needs_flags), written});
}

std::string operand_line(const ArgvSpec& spec, const std::string& tool) {
  const ArgvOperand& operand = spec.operands[below(spec.operands.size())];
  Words words = {tool, chosen(operand.needs_flags), matching(chosen(operand.subcommands))};
  for (int i = 0; i < (operand.index < 0 ? 1 : operand.index); ++i) words.push_back(kFiller);
  words.push_back(framed(operand.after, operand.until));
  return joined(words);
}

std::string input_line(const ArgvSpec& spec, const std::string& tool) {
  const std::string reader = joined({tool, chosen(spec.stdin_subcommands), chosen(spec.stdin_flags)});
  const std::string bytes = framed(spec.stdin_after, {});
  switch (below(3)) {
    case 0: return "echo " + bytes + " | " + reader;
    case 1: return "printf '%s' " + bytes + " | " + reader;
    default: return reader + " <<< " + bytes;
  }
}

std::string variable_line(const ArgvSpec& spec) {
  const std::string name = chosen(spec.env);
  const std::string assignment = name + "=" + framed(spec.env_after, {});
  return chosen({"", "export ", "env ", "docker run -e "}) + assignment + " tool";
}

std::string wrapped(const std::string& line) {
  const std::string prefix = chosen({"", "", "sudo ", "sudo -u bob ", "env A=b ", "time ", "nohup ", "timeout 5 ", "docker exec c ", "kubectl exec p -- ", "+ ",
                                     "ann@h:~$ ", "cd /srv && ", "true; ", ": 1700000000:0;", "RUN ", "x=1; ", "0 3 * * * root ", "> "});
  if (line.find_first_of("'\"\\$<|") == std::string::npos)
    switch (below(5)) {
      case 0: return "ssh -p 22 h '" + line + "'";
      case 1: return "bash -c \"" + line + "\"";
      case 2: return "(root) CMD (" + line + ")";
      case 3: return "x=$(" + line + ")";
      default: break;
    }
  return prefix + line + chosen({"", "", " > f", " && ls", "; ls", " 2>&1 &"});
}

}  // namespace

MadeLine draw_line(const ArgvSpec& spec) {
  std::vector<std::string (*)(const ArgvSpec&, const std::string&)> ways;
  if (!spec.flags.empty()) ways.push_back(flag_line);
  if (!spec.operands.empty()) ways.push_back(operand_line);
  if (spec.reads_stdin) ways.push_back(input_line);
  const std::string tool = spec.tools.empty() || spec.tools[0] == "*" ? "sometool" : chosen(spec.tools);
  std::string line = wrapped(ways.empty() ? variable_line(spec) : ways[below(ways.size())](spec, tool));
  MadeLine made;
  made.begin = line.find(kOpen);
  line.erase(made.begin, 1);
  made.end = line.find(kClose);
  line.erase(made.end, 1);
  made.text = std::move(line);
  return made;
}
