#include "core/engine/reference.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/base64_text.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/pem.h"
#include "core/engine/escapes.h"
#include "core/engine/find.h"
#include "core/engine/write.h"

namespace redactd {
namespace {

std::vector<std::string> literals_of(const RuleSpec& spec) {
  return spec.kind == RuleKind::kPrefix ? spec.prefix.prefixes : spec.context.keywords;
}

bool stands_at(std::string_view text, size_t at, std::string_view literal, bool caseless) {
  if (at + literal.size() > text.size()) return false;
  const std::string_view here = text.substr(at, literal.size());
  return caseless ? equals_caseless(here, literal) : here == literal;
}

void try_regex(const CompiledRule& rule, uint32_t number, const Line& line, std::vector<Finding>& out) {
  std::vector<Span> spans;
  size_t from = line.begin;
  for (size_t at = line.begin; at < line.end; ++at) {
    if (from > at) continue;
    confirm_regex(rule, line, {at, at + 1}, line.end, from, spans);
  }
  for (const Span& span : spans) out.push_back({span.begin, span.end, number});
}

void walk_block(std::string_view text, size_t from, uint32_t number, std::vector<Finding>& out) {
  PemState state;
  state.open = true;
  bool joined = false;
  while (state.open && from < text.size()) {
    const size_t end = std::min(text.find('\n', from), text.size());
    const auto span = pem_next_line(state, {text, from, end});
    from = end + 1;
    if (!span) continue;
    const bool near = joined && text.substr(out.back().end, span->begin - out.back().end).find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (near) {
      out.back().end = span->end;
    } else {
      out.push_back({span->begin, span->end, number});
    }
    joined = true;
  }
}

void try_literals(const CompiledRule& rule, uint32_t number, const Line& line, std::vector<Finding>& out) {
  const RuleSpec& spec = rule.spec();
  const ContextTier tier = spec.context.tier;
  const bool caseless = spec.kind == RuleKind::kContext && tier != ContextTier::kUrl && tier != ContextTier::kPem;
  for (size_t at = line.begin; at < line.end; ++at) {
    for (const std::string& literal : literals_of(spec)) {
      if (!stands_at(line.text.substr(0, line.end), at, literal, caseless)) continue;
      const Span hit{at, at + literal.size()};
      std::optional<Span> span;
      size_t looked_at = 0;
      if (spec.kind == RuleKind::kPrefix) {
        span = confirm_prefix(rule, line, hit, looked_at);
      } else if (tier == ContextTier::kUrl) {
        span = confirm_url(rule, line, hit, looked_at);
      } else if (tier == ContextTier::kVendor) {
        span = confirm_vendor(line, hit, looked_at);
      } else if (tier == ContextTier::kPem) {
        const auto header_end = pem_header_end(line, hit);
        if (header_end) span = pem_body_on_line(line, *header_end);
        if (header_end && !span && pem_header_ends_line(line, *header_end)) walk_block(line.text, line.end + 1, number, out);
      } else {
        span = confirm_key_value(rule, line, hit, looked_at);
      }
      if (span) out.push_back({span->begin, span->end, number});
    }
  }
}

void try_exact(const RuleSpec& spec, uint32_t number, const Line& line, std::vector<Finding>& out) {
  for (const auto& value : spec.exact) {
    for (const ExactForm& form : value->forms()) {
      const std::string_view bytes = form.bytes.expose();
      for (size_t at = line.view().find(bytes); at != std::string_view::npos; at = line.view().find(bytes, at + 1)) {
        out.push_back({line.begin + at, line.begin + at + bytes.size(), number});
      }
    }
  }
}

void try_argv(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Finding>& out) {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    while (end + 1 < text.size() && end > begin && text[end - 1] == '\\') end = std::min(text.find('\n', end + 1), text.size());
    std::vector<ArgvSpan> spans;
    snapshot.impl().argv->find(text.substr(begin, end - begin), spans);
    for (const ArgvSpan& span : spans) {
      if (applies(snapshot.rule(span.rule), span.rule, options)) out.push_back({begin + span.begin, begin + span.end, span.rule});
    }
    begin = end + 1;
  }
}

void try_everything(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Finding>& out) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const Line line{text, begin, end};
    for (uint32_t number = 0; number < snapshot.size(); ++number) {
      const CompiledRule& rule = snapshot.impl().compiled(number);
      if (!applies(rule.spec(), number, options) || rule.spec().kind == RuleKind::kArgv) continue;
      if (rule.spec().kind == RuleKind::kRegex) {
        try_regex(rule, number, line, out);
      } else if (rule.spec().kind == RuleKind::kExact) {
        try_exact(rule.spec(), number, line, out);
      } else {
        try_literals(rule, number, line, out);
      }
    }
    begin = end + 1;
  }
  try_argv(snapshot, text, options, out);
}

// What is decoded is a text of its own.
void try_encoded(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Finding>& out) {
  std::string decoded;
  std::vector<Finding> inside;
  for (auto run = next_base64_run(text, 0); run; run = next_base64_run(text, run->end)) {
    if (!decode_base64_text(text.substr(run->begin, run->size()), decoded)) continue;
    inside.clear();
    try_everything(snapshot, decoded, options, inside);
    for (const Finding& f : inside) out.push_back({run->begin, run->end, f.rule});
  }
  UnescapedText view;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    unescape(text.substr(begin, end - begin), view);
    inside.clear();
    if (view.text.size() != end - begin) try_everything(snapshot, view.text, options, inside);
    for (const Finding& f : inside) out.push_back({begin + view.raw_at[f.begin], begin + view.raw_at[f.end], f.rule});
    begin = end + 1;
  }
}

}  // namespace

std::vector<Finding> reference_find(const Snapshot& snapshot, std::string_view text, const MaskOptions& options) {
  std::vector<Finding> findings;
  try_everything(snapshot, text, options, findings);
  try_encoded(snapshot, text, options, findings);
  VisibleText visible;
  for (size_t begin = 0; begin < text.size();) {  // runs of lines that hide bytes, seen as a reader sees them
    size_t end = begin;
    while (end < text.size()) {
      const size_t next = std::min(text.find('\n', end), text.size() - 1) + 1;
      if (!hides_bytes(text.substr(end, next - end))) break;
      end = next;
    }
    if (end > begin) {
      make_visible(text.substr(begin, end - begin), visible);
      std::vector<Finding> seen;
      try_everything(snapshot, visible.text, options, seen);
      for (const Finding& f : seen) findings.push_back({begin + visible.raw_at[f.begin], begin + visible.raw_at[f.end - 1] + 1, f.rule});
    }
    begin = std::min(text.find('\n', end), text.size() - 1) + 1;
  }
  Redactor redactor;
  EchoSet echo;
  settle(snapshot, redactor.impl(), text, options, echo, false, false, findings, nullptr);
  return findings;
}

std::string reference_mask(const Snapshot& snapshot, std::string_view text, const MaskOptions& options) {
  std::string out;
  MaskReport report;
  write_masked(snapshot, text, reference_find(snapshot, text, options), options, out, report);
  return out;
}

}  // namespace redactd
