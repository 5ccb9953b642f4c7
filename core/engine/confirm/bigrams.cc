#include "core/engine/confirm/bigrams.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd {
namespace {

// Row: a letter; column: the one after it. max(0, min(9, round(-log2 P(column | row) - 1))), counted over the distinct words of
// Debian 12's manual pages and package documentation (60 MB), each weighed by the root of how often it occurs.
constexpr std::array<std::string_view, 26> kSurprise = {
    "74348649496242949231467658",
    "25342556357244348334366857",
    "29472892493369169352499959",
    "25641758186555359436467969",
    "46325558798442746123756469",
    "41884498098489379566599969",
    "37471744295453457236379978",
    "26561887299646269463499946",
    "45344447697341248433748795",
    "37570688596869158739285999",
    "36560458298445577526397979",
    "27741789298278268744378939",
    "14661889299546329846487959",
    "38332428396674479721559969",
    "55448659665331449244344769",
    "29552865496277239243379969",
    "78547697699266859655079799",
    "26441659294645269433547949",
    "48361693295566336721377959",
    "28571783199577369334486949",
    "43433759499332639222999799",
    "19690898198757459768789899",
    "19762883296483169336995899",
    "37362586299758519561688449",
    "45453667398433319423666955",
    "19670779389668279658489856",
};

constexpr size_t kFewestLetters = 16;
constexpr size_t kManyLetters = 20;

}  // namespace

double letter_surprise(std::string_view text) {
  size_t pairs = 0, sum = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    if (!is_alpha(text[i - 1]) || !is_alpha(text[i])) continue;
    const auto row = static_cast<size_t>(to_lower(text[i - 1]) - 'a');
    const auto column = static_cast<size_t>(to_lower(text[i]) - 'a');
    sum += static_cast<size_t>(kSurprise[row][column] - '0');
    ++pairs;
  }
  return pairs == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(pairs);
}

bool are_random_letters(std::string_view text) {
  const auto letters = static_cast<size_t>(std::count_if(text.begin(), text.end(), is_alpha));
  if (letters < kFewestLetters) return false;
  return letter_surprise(text) >= (letters < kManyLetters ? 4.2 : 4.0);
}

}  // namespace redactd
