// scheme://user:VALUE@host and scheme://VALUE@host (RFC 3986, 3.2.1). The user's name stays.
#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/value_check.h"

namespace redactd {
namespace {

constexpr size_t kMaxUserInfoBytes = 512;

bool ends_url(char c) {
  return byte(c) <= ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == '\\';
}

struct UserInfo {
  Span all;                  // user:password, or what stands alone before the '@'
  std::optional<size_t> colon;
};

// The user information ends at the last '@' before the next '/', '?' or '#': passwords hold '@' unescaped often enough.
// One that holds '/' has its '@' later; it is taken if what follows the colon is no port.
std::optional<UserInfo> read_user_info(std::string_view line, size_t from, size_t& looked_at) {
  const size_t limit = std::min(line.size(), from + kMaxUserInfoBytes);
  size_t end = from;
  size_t slash = std::string_view::npos, at = std::string_view::npos, late_at = std::string_view::npos;
  std::optional<size_t> colon;
  for (; end < limit && !ends_url(line[end]); ++end) {
    const char c = line[end];
    if (c == ':' && !colon && slash == std::string_view::npos && at == std::string_view::npos) colon = end;
    if ((c == '/' || c == '?' || c == '#') && slash == std::string_view::npos) slash = end;
    if (c == '@') (slash == std::string_view::npos ? at : late_at) = end;
  }
  looked_at += end - from;
  if (at == std::string_view::npos && late_at != std::string_view::npos && colon) {
    size_t port = *colon + 1;
    while (port < slash && is_digit(line[port])) ++port;
    // host:8080/a@b is a path with an '@' in it.
    if (port < slash && late_at - slash < 64) at = late_at;
  }
  if (at == std::string_view::npos) return std::nullopt;
  return UserInfo{{from, at}, colon};
}

// A token alone: long, or mixed enough that it is no user's name.
bool is_token_alone(std::string_view value) {
  if (value.find('.') != std::string_view::npos || value.find('%') != std::string_view::npos) return false;  // a name with a domain
  return value.size() >= 12 && std::any_of(value.begin(), value.end(), is_digit) && std::any_of(value.begin(), value.end(), is_alpha) && shannon_entropy(value) >= 3;
}

}  // namespace

std::optional<Span> confirm_url(const CompiledRule&, const Line& line, Span hit, size_t& looked_at, LetGo* why) {
  const std::string_view view = line.view();
  const size_t scheme = hit.begin - line.begin;
  if (scheme == 0 || !is_alnum(view[scheme - 1])) return let_go(why, Refusal::kNoScheme);
  const auto info = read_user_info(view, hit.end - line.begin, looked_at);
  if (!info) return let_go(why, Refusal::kNoUserInfo);
  Span value = info->all;
  if (info->colon) value.begin = *info->colon + 1;
  // user:@host: the token stands where the name would
  if (info->colon && value.size() == 0) value = {info->all.begin, *info->colon};
  const std::string_view text = view.substr(value.begin, value.size());
  const auto refuse = [&](Refusal reason) { return let_go(why, reason, {line.begin + value.begin, line.begin + value.end}); };
  // oauth2 hosts take TOKEN:x-oauth-basic@: then the name is the secret
  if (text == "x-oauth-basic" && info->colon) {
    value = {info->all.begin, *info->colon};
  } else if (text.size() < 2) {
    return refuse(text.empty() ? Refusal::kEmpty : Refusal::kTooShort);
  } else if (const Refusal placeholder = refuse_placeholder(text); placeholder != Refusal::kNone) {  // or a mask
    return refuse(placeholder);
  } else if ((!info->colon || value.begin == info->all.begin) && !is_token_alone(text)) {
    return refuse(Refusal::kUserName);
  }
  return Span{line.begin + value.begin, line.begin + value.end};
}

size_t unsettled_url(const Line& line, Span hit) {
  const std::string_view view = line.view();
  size_t end = hit.end - line.begin;
  const size_t limit = std::min(view.size(), end + kMaxUserInfoBytes);
  while (end < limit && !ends_url(view[end])) ++end;
  return end == view.size() ? hit.end : line.end;
}

}  // namespace redactd
