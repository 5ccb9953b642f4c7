// A vendor's name, then a token that only a machine makes: keys without a shape of their own (32 hex digits, 40 letters) are
// known by the company they keep.
#include <algorithm>
#include <array>
#include <string>

#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/edges.h"
#include "core/engine/confirm/key_name.h"
#include "core/engine/confirm/opaque_token.h"

namespace redactd {
namespace {

constexpr size_t kMaxGapBytes = 48;    // from the name to the token
constexpr size_t kMaxNameBytes = 64;
constexpr size_t kMaxTokenBytes = 512;
constexpr size_t kMaxOtherWords = 2;   // that may stand in the gap beside the words for a secret

bool is_name(char c) { return is_word(c) || c == '-' || c == '.'; }
bool is_token_byte(char c) { return is_alnum(c) || std::string_view("_-+/.~").find(c) != std::string_view::npos; }
bool is_separator(char c) { return std::string_view(" \t\"'`:=,>({[|;\\-").find(c) != std::string_view::npos; }

// Words that say: what follows is the secret.
constexpr auto kSecretWords = std::to_array<std::string_view>({
    "key", "keys", "apikey", "token", "apitoken", "secret", "secretkey", "private", "access", "auth", "authtoken", "accesstoken",
    "password", "passwd", "pwd", "credential", "credentials", "license", "bearer", "pat", "api", "client", "app"});
// Words that say: it is something else.
constexpr auto kOtherThings = std::to_array<std::string_view>({
    "id", "ids", "commit", "sha", "sha1", "sha256", "md5", "digest", "hash", "checksum", "etag", "trace", "span", "request", "session",
    "version", "build", "image", "revision", "rev", "tag", "ref", "branch", "host", "hostname", "url", "uri", "user", "username", "email",
    "name", "file", "path", "dir", "pod", "node", "container", "instance", "region", "bucket", "uuid", "guid", "fingerprint", "serial",
    "public", "publishable", "size", "port", "event", "message", "job", "run", "deploy", "deployment", "release", "account", "project",
    "org", "team", "channel", "page", "post", "cache", "index", "pid", "status", "code"});
// A name that ends so is a host, a file or a program.
constexpr auto kNoKeyEndings = std::to_array<std::string_view>({
    "com", "net", "org", "io", "dev", "co", "ai", "cloud", "html", "js", "ts", "py", "go", "rb", "sh", "php", "json", "yml", "yaml", "toml",
    "log", "conf", "cfg", "exe", "dll", "so", "jar", "service", "sock", "pid", "txt", "md", "xml", "git"});

template <size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view other) { return equals_caseless(word, other); });
}

// `apiKey`, `access_token`, `SECRETKEY`: does the last part of a name name a secret, or something else?
template <size_t N>
bool ends_in(const std::array<std::string_view, N>& words, std::string_view name) {
  size_t at = name.size();
  while (at > 0 && is_alpha(name[at - 1])) {
    --at;
    if (at > 0 && is_upper(name[at]) && is_lower(name[at - 1])) break;
  }
  return contains(words, name.substr(at));
}

// The name's bytes around the vendor's, or nullopt where they are part of a host, a path, an address or another word.
std::optional<Span> name_around(std::string_view line, Span hit) {
  Span name = hit;
  const size_t floor = hit.begin - std::min(hit.begin, kMaxNameBytes);
  while (name.begin > floor && is_name(line[name.begin - 1])) --name.begin;
  if (name.begin > 0 && std::string_view("/@\\").find(line[name.begin - 1]) != std::string_view::npos && !follows_escape(line, name.begin)) return std::nullopt;
  if (hit.size() < 7 && hit.begin > name.begin && is_alpha(line[hit.begin - 1]) && !(is_lower(line[hit.begin - 1]) && is_upper(line[hit.begin]))) return std::nullopt;
  const size_t ceiling = std::min(line.size(), hit.end + kMaxNameBytes);
  while (name.end < ceiling && is_name(line[name.end])) ++name.end;
  if (name.end < line.size() && (line[name.end] == '/' || line[name.end] == '@')) return std::nullopt;
  return name;
}

// Behind the vendor's name within the same run of bytes: nothing, another word (apiKey, _TOKEN), or the token itself, glued
// on with a dash or a dot (vendor-4a5b6c...). Gives where the gap begins.
std::optional<size_t> end_of_name(std::string_view line, Span hit, Span name, bool& secret) {
  const std::string_view rest = line.substr(hit.end, name.end - hit.end);
  for (size_t at = 0; at < rest.size(); ++at) {
    if ((rest[at] == '-' || rest[at] == '.') && rest.size() - at > 16 && opaque_kind(rest.substr(at + 1)) != OpaqueKind::kNone) {
      secret = ends_in(kSecretWords, rest.substr(0, at));
      return hit.end + at;
    }
  }
  std::string_view whole = line.substr(name.begin, name.end - name.begin);
  while (!whole.empty() && !is_alnum(whole.back())) whole.remove_suffix(1);
  if (ends_in(kOtherThings, whole)) return std::nullopt;
  const size_t dot = whole.rfind('.');
  const bool own = dot != std::string_view::npos && name.begin + dot < hit.end;  // "fly.io" is the vendor's name
  if (dot != std::string_view::npos && !own && contains(kNoKeyEndings, whole.substr(dot + 1))) return std::nullopt;
  secret = ends_in(kSecretWords, whole);
  // herokuapp, discordant: another word, unless it ends in one for a secret.
  if (!rest.empty() && is_alpha(rest[0]) && !(is_upper(rest[0]) && is_lower(line[hit.end - 1])) && !secret) return std::nullopt;
  return name.end;
}

bool is_plain_word(std::string_view word) {
  return word.size() <= 16 && std::all_of(word.begin(), word.end(), [](char c) { return is_word(c) || c == '-'; });
}

struct Gap {
  bool secret = false;  // a word for a secret was among the words
  bool sign = false;    // '=', ':' or a quote was among the separators
  size_t others = 0;    // how many words were neither
};

bool is_accepted(OpaqueKind kind, const Gap& gap) {
  if (gap.others > 0 && !gap.secret) return false;
  switch (kind) {
    case OpaqueKind::kNone: return false;
    case OpaqueKind::kMixed: case OpaqueKind::kHash: case OpaqueKind::kUuid: return true;
    case OpaqueKind::kLetters: return gap.secret || gap.sign;
    case OpaqueKind::kDigits: return gap.secret;
  }
  return false;
}

// A token's end: bytes that belong to the sentence around it are left to it.
size_t token_end(std::string_view line, size_t begin) {
  const size_t limit = std::min(line.size(), begin + kMaxTokenBytes + 1);
  size_t end = begin;
  while (end < limit && is_token_byte(line[end])) ++end;
  while (end > begin && (line[end - 1] == '.' || line[end - 1] == '-' || line[end - 1] == '/' || line[end - 1] == '~')) --end;
  for (int padding = 0; padding < 2 && end > begin && end < line.size() && line[end] == '='; ++padding) ++end;
  return end;
}

}  // namespace

std::optional<Span> confirm_vendor(const Line& line, Span hit, size_t& looked_at, LetGo* why) {
  const std::string_view view = line.view();
  const Span local{hit.begin - line.begin, hit.end - line.begin};
  const auto name = name_around(view, local);
  if (!name) return let_go(why, Refusal::kPartOfWord);
  Gap gap;
  const auto from = end_of_name(view, local, *name, gap.secret);
  if (!from) return let_go(why, Refusal::kHarmlessName);
  for (size_t at = *from; at - *from <= kMaxGapBytes;) {
    const size_t before = at;
    for (; at < view.size() && (is_separator(view[at]) || (at == *from && view[at] == '.')); ++at) {
      gap.sign = gap.sign || std::string_view("=:\"'`(").find(view[at]) != std::string_view::npos;
    }
    if (at == before || at == view.size() || at - *from > kMaxGapBytes) return let_go(why, Refusal::kNoToken);
    const size_t end = token_end(view, at);
    looked_at += end - at;
    const std::string_view token = view.substr(at, end - at);
    if (const OpaqueKind kind = opaque_kind(token); kind != OpaqueKind::kNone) {
      const bool edge = end == view.size() || std::string_view("@%$:").find(view[end]) == std::string_view::npos;
      const Span value{line.begin + at, line.begin + end};
      if (!edge) return let_go(why, Refusal::kEdgeAfter, value);
      if (!is_accepted(kind, gap)) return let_go(why, Refusal::kNoSecretWord, value);
      return value;
    }
    if (token.empty() || !is_plain_word(token)) return let_go(why, Refusal::kNoToken);
    if (ends_in(kOtherThings, token)) return let_go(why, Refusal::kHarmlessName);
    if (ends_in(kSecretWords, token)) gap.secret = true;
    else if (++gap.others > kMaxOtherWords) return let_go(why, Refusal::kNoToken);
    at = end;
  }
  return let_go(why, Refusal::kNoToken);
}

}  // namespace redactd
