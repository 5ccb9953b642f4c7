// Do letters read as words? English and the names that programmers make of it leave most pairs of letters unused.
#pragma once

#include <string_view>

namespace redactd {

// How surprising each letter is after the one before, on average (steps of about a bit; pairs with a byte that is no letter do not
// count). Words and camelCase names: 2 to 4. Random letters: 4 to 7, the closer to 5.6 the longer. 0 without a pair.
// Linear in the text; case does not matter.
double letter_surprise(std::string_view text);

// Letters of which words are not made: at least 16 of them, more surprising than all but 1 in 100 rows of dictionary words.
bool are_random_letters(std::string_view text);

}  // namespace redactd
