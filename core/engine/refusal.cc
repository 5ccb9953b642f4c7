#include "core/engine/refusal.h"

#include <array>

namespace redactd {
namespace {

struct Words {
  Refusal refusal;
  const char* name;
  const char* sentence;
};

constexpr auto kWords = std::to_array<Words>({
    {Refusal::kNone, "none", "nothing speaks against it"},
    {Refusal::kEmpty, "empty", "the value is empty"},
    {Refusal::kOneCharacter, "one-character", "the value is one character repeated"},
    {Refusal::kMask, "mask", "the value is a mask"},
    {Refusal::kReference, "reference", "the value is a variable or template"},
    {Refusal::kBracketedWords, "bracketed-words", "the value is words in brackets"},
    {Refusal::kStandInWord, "stand-in-word", "the value is a word that stands in place of a secret"},
    {Refusal::kInstruction, "instruction", "the value tells what to put there"},
    {Refusal::kPath, "path", "the value is a path"},
    {Refusal::kPlainUrl, "plain-url", "the value is a URL without credentials"},
    {Refusal::kNumber, "number", "the value is a number or version"},
    {Refusal::kDate, "date", "the value is a date or time"},
    {Refusal::kDuration, "duration", "the value is a duration or size"},
    {Refusal::kFileName, "file-name", "the value is a file's name"},
    {Refusal::kCode, "code", "the value is code: a call, a member or an element"},
    {Refusal::kStructure, "structure", "the value opens { or [: what is inside has keys of its own"},
    {Refusal::kSubstitution, "substitution", "the value is what a command will print"},
    {Refusal::kMessage, "message", "only a blank joins it to the key, and it reads as a message"},
    {Refusal::kUrl, "url", "the value is a URL: the URL rules look at it"},
    {Refusal::kBraces, "braces", "a bare value with a brace inside"},
    {Refusal::kNotQuoted, "not-quoted", "only a blank joins it to the key, and it stands in no quotes"},
    {Refusal::kHoldsBlank, "holds-blank", "the value holds a blank"},
    {Refusal::kTooShort, "too-short", "the value is too short"},
    {Refusal::kTooLong, "too-long", "the value is too long"},
    {Refusal::kShortNumber, "short-number", "the value is a short number"},
    {Refusal::kHexNumber, "hex-number", "the value is a hexadecimal number"},
    {Refusal::kNoDigit, "no-digit", "the value holds no digit"},
    {Refusal::kFewDigits, "few-digits", "the value holds fewer than two digits"},
    {Refusal::kNoLetter, "no-letter", "the value holds no letter"},
    {Refusal::kLowEntropy, "low-entropy", "the value is not random enough"},
    {Refusal::kUuid, "uuid", "the value is a UUID"},
    {Refusal::kProse, "prose", "the value is a word of a sentence"},
    {Refusal::kEdgeBefore, "edge-before", "a letter or digit stands directly before it"},
    {Refusal::kEdgeAfter, "edge-after", "the word goes on behind the longest value that the rule allows"},
    {Refusal::kShortRun, "short-run", "too few bytes of the rule's alphabet follow"},
    {Refusal::kNoMatch, "no-match", "the pattern does not match around it"},
    {Refusal::kHoldsMask, "holds-mask", "the match reaches over a mask"},
    {Refusal::kInsideMask, "inside-mask", "it stands inside a mask"},
    {Refusal::kMatchedAlready, "matched-already", "it lies in what this rule has matched before"},
    {Refusal::kPartOfWord, "part-of-word", "the keyword is a part of another word"},
    {Refusal::kHarmlessName, "harmless-name", "the name is about a secret, but its value is none"},
    {Refusal::kAsksVariable, "asks-variable", "the shell is asked for a variable"},
    {Refusal::kUrlUser, "url-user", "it is the name of a URL's user"},
    {Refusal::kNoSeparator, "no-separator", "nothing joins a value to the name"},
    {Refusal::kNoValue, "no-value", "no value follows"},
    {Refusal::kNoScheme, "no-scheme", "no URL scheme stands in front"},
    {Refusal::kNoUserInfo, "no-user-info", "the URL has no user information"},
    {Refusal::kUserName, "user-name", "the URL names a user only"},
    {Refusal::kNoPrivateKey, "no-private-key", "the header is that of no private key"},
    {Refusal::kNoToken, "no-token", "no token that a machine made follows near"},
    {Refusal::kNoSecretWord, "no-secret-word", "no word for a secret stands by it, and it may be an id"},
    {Refusal::kNoBody, "no-body", "no key follows the header"},
    {Refusal::kNoTool, "no-tool", "no command of that name is run here"},
    {Refusal::kNoArgument, "no-argument", "no flag or argument here carries a secret"},
    {Refusal::kJson, "json", "the value is JSON: the rules for keys look into it"},
    {Refusal::kNameOfWords, "name-of-words", "the value is words joined by - or _"},
    {Refusal::kSourceOfValue, "source-of-value", "the value says where the secret is kept"},
    {Refusal::kAssignment, "assignment", "the value is a NAME=value of its own"},
    {Refusal::kSeparatorMissing, "separator-missing", "the argument lacks the sign behind which the secret would stand"},
});

const Words& words_of(Refusal refusal) {
  for (const Words& words : kWords)
    if (words.refusal == refusal) return words;
  return kWords[0];
}

}  // namespace

const char* name_of(Refusal refusal) { return words_of(refusal).name; }
const char* sentence_of(Refusal refusal) { return words_of(refusal).sentence; }

}  // namespace redactd
