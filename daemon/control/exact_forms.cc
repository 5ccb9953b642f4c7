#include "daemon/control/exact_forms.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/drill/spelling.h"

namespace redactd::daemon {
namespace {

constexpr size_t kMostSpelledLines = 256;  // of a longer value each line is looked for as it is

// The current kinds by their prefixes; the older tokens are 40 characters of base64url.
bool is_cloudflare_token(std::string_view value) {
  if (value.starts_with("cfut_") || value.starts_with("cfat_")) return true;
  return value.size() == 40 && std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '-'; });
}

// "a\nb\r\nc" as "a b c": how a shell writes a value of several lines that nobody quoted.
SecretView on_one_line(std::string_view value, SecretMemory& memory) {
  char* const bytes = memory.allocate(value.size());
  size_t used = 0;
  for (const char c : value) {
    if (c != '\r') bytes[used++] = c == '\n' ? ' ' : c;
  }
  return SecretView({bytes, used});
}

// Blanks with little between them stand in ordinary text.
bool is_distinct(std::string_view value) {
  return std::count_if(value.begin(), value.end(), [](char c) { return !is_blank(c); }) >= static_cast<std::ptrdiff_t>(ExactForms::kMinBytes);
}

void add_spellings(SecretView value, SecretMemory& memory, std::vector<SecretView>& all) {
  for (const drill::Spelling& spelling : drill::spellings_of(value, memory)) all.push_back(spelling.bytes);
}

Result<std::shared_ptr<const ExactForms>> read_forms(ReceivedFile& file, SecretKeeper& keeper) {
  auto memory = keeper.memory();
  const auto content = file.read_secret(*memory, kMaxVaultValueBytes);
  if (!content) return content.error();
  std::string_view value = content->expose();
  while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) value.remove_suffix(1);
  if (value.size() < ExactForms::kMinBytes) {
    return Error{"vault.value.too_short", "The value has fewer than 8 bytes.", "So short a value stands in ordinary text as well."};
  }
  if (value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{"vault.value.blank", "The value is blank.", "Look whether it is the right file."};
  }
  std::vector<SecretView> all;
  add_spellings(SecretView(value), *memory, all);
  if (value.find('\n') != std::string_view::npos) {
    const SecretView line = on_one_line(value, *memory);
    if (is_distinct(line.expose())) all.push_back(line);
    const auto lines = drill::telling_lines(SecretView(value));
    for (const SecretView& one : lines) {
      if (lines.size() <= kMostSpelledLines) {
        add_spellings(one, *memory, all);
      } else {
        all.push_back(one);
      }
    }
  }
  if (is_cloudflare_token(value)) all.push_back(keeper.sha256_hex(SecretView(value), *memory));
  return std::shared_ptr<const ExactForms>(std::make_shared<ExactForms>(std::move(memory), SecretView(value), all));
}

}  // namespace

Result<std::shared_ptr<const ExactForms>> read_exact_forms(ReceivedFile& file, SecretKeeper& keeper) {
  try {
    return read_forms(file, keeper);
  } catch (const std::bad_alloc&) {
    return Error{"vault.memory", "There is no locked memory for the value.", "Raise the daemon's limit of locked memory (LimitMEMLOCK, ulimit -l)."};
  }
}

}  // namespace redactd::daemon
