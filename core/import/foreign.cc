#include "core/import/foreign.h"

#include <array>

namespace redactd {
namespace {

constexpr std::array kScanners = {Scanner::kGitleaks, Scanner::kKingfisher, Scanner::kNoseyParker, Scanner::kTruffleHog};

}  // namespace

const char* name_of(Scanner scanner) {
  switch (scanner) {
    case Scanner::kGitleaks: return "gitleaks";
    case Scanner::kKingfisher: return "kingfisher";
    case Scanner::kNoseyParker: return "noseyparker";
    case Scanner::kTruffleHog: return "trufflehog-regex";
  }
  return "";
}

std::optional<Scanner> scanner_named(std::string_view name) {
  for (const Scanner scanner : kScanners) {
    if (name == name_of(scanner)) return scanner;
  }
  return std::nullopt;
}

Status check_foreign_text(const ForeignFile& file) {
  if (file.text.size() > kMaxForeignFileBytes) {
    return Error{"import.file.too_large", file.name + ": The file has more than 1 MiB.", "Split it, or name its directory."};
  }
  if (const size_t at = file.text.find('\0'); at != std::string::npos) {
    return Error{"import.syntax", file.name + ": There is a NUL byte (at byte " + std::to_string(at) + ").", "This is no text."};
  }
  return {};
}

Error foreign_syntax_error(const ForeignFile& file, size_t line, const char* language) {
  return {"import.syntax", file.name + ":" + std::to_string(line) + ": This is no valid " + language + ".",
          "Check the file, and that --from names the scanner that it belongs to."};
}

}  // namespace redactd
