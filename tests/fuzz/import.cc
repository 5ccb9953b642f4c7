// Foreign rule files and patterns: any bytes end in rules that the checker accepts, refusals or faults with codes; what is
// translated is a pattern that RE2 takes. The first byte says whose file it is, or that it is one pattern.
#include <re2/re2.h>

#include "core/import/import.h"
#include "core/import/translate.h"
#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

void one_pattern(std::string_view text, bool vectorscan) {
  const auto translated = translate_pattern(text, {.vectorscan = vectorscan});
  if (!translated) return fuzz::require(translated.error().code.starts_with("import.pattern."), "a refusal has a code");
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  for (const Translation& one : *translated) {
    const std::string pattern = write_pattern(one.tree);
    const RE2 program(pattern, options);
    const bool large = program.error_code() == RE2::ErrorPatternTooLarge || program.error_code() == RE2::ErrorRepeatSize;
    fuzz::require(program.ok() || large, "what is translated is RE2's syntax");
    fuzz::require(large || program.NumberOfCapturingGroups() <= 1, "and has one group at most");
    const auto again = parse_foreign_pattern(pattern, /*vectorscan=*/true);
    fuzz::require(pattern.size() > 16 * 1024 || again.ok(), "and can be read again");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text = fuzz::as_text(data + 1, size - 1);
  static constexpr Scanner kScanners[] = {Scanner::kGitleaks, Scanner::kKingfisher, Scanner::kNoseyParker, Scanner::kTruffleHog};
  const unsigned choice = data[0] % 6;
  if (choice >= 4) {
    one_pattern(text, choice == 4);
    return 0;
  }
  const ImportReport report = import_rules({{"fuzz", std::string(text)}}, kScanners[choice], false, {});
  fuzz::require(report.rule_file.empty() == report.translated.empty(), "a file is written if there are rules");
  for (const Error& fault : report.faults) fuzz::require(fault.code.starts_with("import."), "a fault has a code");
  for (const RefusedRule& one : report.refused) fuzz::require(!one.code.empty() && !one.why.empty(), "a refusal says why");
  if (!report.rule_file.empty()) {
    const Catalogue catalogue = parse_rule_files({{"imported.json", report.rule_file}});
    fuzz::require(catalogue.faults.empty() && catalogue.rules.size() == report.translated.size(), "the written file is a rule file");
  }
  return 0;
}
