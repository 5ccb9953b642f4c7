// The hook scripts as the build embedded them.
#pragma once

#include <span>
#include <string_view>

namespace redactd::shell {

struct Template {
  std::string_view shell;
  std::string_view text;
};

std::span<const Template> templates();

}  // namespace redactd::shell
