#include "core/import/names.h"

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr size_t kMaxIdBytes = 60;     // of 64: "-23" must fit behind it
constexpr size_t kMaxLabelBytes = 32;

// Runs of anything but letters and digits become one `joint`; none at either end.
std::string joined(std::string_view text, char joint) {
  std::string out;
  for (const char c : text) {
    if (is_alnum(c)) out += c;
    else if (!out.empty() && out.back() != joint) out += joint;
  }
  while (!out.empty() && out.back() == joint) out.pop_back();
  return out;
}

std::string_view tool_of(Scanner scanner) {
  return scanner == Scanner::kTruffleHog ? std::string_view("trufflehog") : std::string_view(name_of(scanner));
}

}  // namespace

std::string rule_id_for(Scanner scanner, std::string_view foreign_id, std::set<std::string>& taken) {
  const std::string tool(tool_of(scanner));
  for (const std::string& own : {tool + ".", std::string("np.")}) {
    if (foreign_id.starts_with(own)) foreign_id.remove_prefix(own.size());
  }
  std::string base = lowercase(joined(tool + "-" + std::string(foreign_id), '-')).substr(0, kMaxIdBytes);
  while (base.back() == '-') base.pop_back();
  std::string id = base;
  for (int number = 2; !taken.insert(id).second; ++number) id = base + "-" + std::to_string(number);
  return id;
}

std::string label_for(std::string_view name) {
  std::string label = joined(name, '_');
  if (label.empty() || !is_alpha(label[0])) label.insert(0, "X_");
  for (char& c : label) {
    if (is_lower(c)) c = static_cast<char>(c - 32);
  }
  label = label.substr(0, kMaxLabelBytes);
  while (label.back() == '_') label.pop_back();
  return label.size() < 2 ? label + "_SECRET" : label;
}

std::string printable(std::string_view text, size_t most) {
  std::string out;
  for (const char c : text) {
    if (out.size() == most) break;
    if (c >= ' ' && c <= '~') out += c;
  }
  return out;
}

}  // namespace redactd
