// Why a candidate is no finding: one name for each check of the engine. What it costs where nobody asks: nothing.
#pragma once

#include <cstdint>

namespace redactd {

enum class Refusal : uint8_t {
  kNone,  // nothing was found wrong

  // What stands in place of a secret (value_check.h).
  kEmpty,
  kOneCharacter,    // xxxxxxxx
  kMask,            // a mask of ours, or stars alone
  kReference,       // $X, ${X}, $(..), %X%, {{x}}: a variable or template
  kBracketedWords,  // <your token>
  kStandInWord,     // changeme, null, password
  kInstruction,     // your-api-key-here, xxxx-xxxx
  kPath,
  kPlainUrl,        // without a user part or query
  // What looks like something else.
  kNumber,          // 1.2.3, v2
  kDate,
  kDuration,        // 30s
  kFileName,        // tokens.csv
  kCode,            // f(x), a.b.c

  // How a value behind a telling key has to look (confirm/secret_value.h).
  kStructure,       // begins with { or [: a text with keys of its own
  kSubstitution,    // $(..), <(..), `..`
  kMessage,         // only a blank before it, and = ( : ; , @ inside
  kUrl,             // what is secret in it, the URL rules find
  kBraces,          // a bare value with { inside
  kNotQuoted,
  kHoldsBlank,
  kTooShort,
  kTooLong,
  kShortNumber,     // digits alone, few of them
  kHexNumber,       // 0x...
  kNoDigit,
  kFewDigits,
  kNoLetter,
  kLowEntropy,
  kUuid,
  kProse,           // words follow a bare word

  // Where a literal stands (confirm/*).
  kEdgeBefore,      // in the middle of a word
  kEdgeAfter,       // the word goes on behind it
  kShortRun,        // too few bytes of the rule's alphabet follow the prefix
  kNoMatch,         // the pattern does not match around it
  kHoldsMask,       // the match reaches over a mask
  kInsideMask,      // the letters of a mask
  kMatchedAlready,  // inside what this rule has matched
  kPartOfWord,      // the keyword is a part of another word
  kHarmlessName,    // the name is about a secret, or public: token_ttl, public_key
  kAsksVariable,    // ${DB_PASSWORD:?..}
  kUrlUser,         // the name of a URL's user
  kNoSeparator,
  kNoValue,
  kNoScheme,        // :// without a scheme in front
  kNoUserInfo,      // a URL without user information
  kUserName,        // a user's name alone
  kNoPrivateKey,    // a PEM header, but of no private key
  kNoToken,         // no machine-made token follows a vendor's name
  kNoSecretWord,    // one does, of a kind that only a word for a secret tells from ids
  kNoBody,          // a private key's header without its key

  // Command lines (argv/*).
  kNoTool,          // no command of that name is run here
  kNoArgument,      // none of its arguments carries a secret
  kJson,            // the rules for keys look into it
  kNameOfWords,     // words joined by - or _
  kSourceOfValue,   // env:X, file:X, stdin: where the secret is
  kAssignment,      // id=npm
  kSeparatorMissing,  // user:X without the colon
};

// A stable word for machines: "low-entropy".
const char* name_of(Refusal refusal);
// For people, after "value ..." or alone: "not random enough".
const char* sentence_of(Refusal refusal);

}  // namespace redactd
