#include "client/shell/hooks.h"

#include <utility>

#include "client/shell/templates.h"

namespace redactd::shell {
namespace {

// Single quotes keep everything in every one of the three; a quote itself leaves and comes back. fish knows \' inside them.
std::string quoted(std::string_view text, bool fish) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') {
      out += fish ? "\\'" : "'\\''";
    } else if (c == '\\' && fish) {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

std::string_view hook_for(std::string_view shell) {
  for (const Template& known : templates()) {
    if (known.shell == shell) return known.text;
  }
  return {};
}

std::string render_hook(std::string_view shell, const HookPaths& paths) {
  std::string_view text = hook_for(shell);
  bool fish = shell == "fish";
  const std::pair<std::string_view, std::string> marks[] = {{"@REDACT_SO@", quoted(paths.redact_so, fish)},
                                                            {"@REDACT_SHIM@", quoted(paths.redact_shim, fish)},
                                                            {"@REDACT_VERSION@", quoted(REDACTD_VERSION, fish)}};
  std::string out;
  for (size_t at = 0; at < text.size();) {
    bool replaced = false;
    for (const auto& [mark, value] : marks) {
      if (text.substr(at, mark.size()) != mark) continue;
      out += value;
      at += mark.size();
      replaced = true;
    }
    if (!replaced) out += text[at++];
  }
  return out;
}

}  // namespace redactd::shell
