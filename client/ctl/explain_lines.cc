// How one candidate reads: for people, and as JSON.
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "client/ctl/masking_explain.h"
#include "core/base/bytes.h"
#include "core/engine/confirm/secret_value.h"

namespace redactd::ctl {
namespace {

const char* id_of(const Snapshot& snapshot, uint32_t rule) {
  return rule == Finding::kLineBudget ? "line-budget" : snapshot.rule(rule).id.c_str();
}

const char* kind_of(const Snapshot& snapshot, uint32_t rule) { return rule == Finding::kLineBudget ? "" : name_of(snapshot.rule(rule).kind); }

std::string bytes_text(uint64_t bytes) { return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes"); }

std::string size_of(const ExplainedCandidate& candidate) { return bytes_text(candidate.end - candidate.begin); }

std::string bits(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  return text.data();
}

double entropy_wanted(const RuleSpec& rule) { return rule.min_entropy > 0 ? rule.min_entropy : kMinValueEntropy; }

std::string place_of(const ExplainedCandidate& candidate) { return " at byte " + std::to_string(candidate.begin); }

std::string masked_text(const ExplainedCandidate& candidate) {
  std::string text = "masked " + size_of(candidate) + place_of(candidate);
  if (candidate.rule == Finding::kLineBudget) return text + ": the line has more candidates than are looked at";
  if (candidate.encoded) return text + ": found in what is encoded there";
  if (!candidate.echo) return text;
  if (candidate.echo_line > 0) return text + ": repeats the value of line " + std::to_string(candidate.echo_line);
  return text + ": goes on, or repeats a value of, what was read before";
}

std::string let_go_text(const Snapshot& snapshot, const ExplainedCandidate& candidate) {
  std::string text = std::string("let go: ") + sentence_of(candidate.reason);
  if (candidate.end > candidate.begin) text += " (" + size_of(candidate) + place_of(candidate) + ")";
  if (candidate.reason == Refusal::kLowEntropy)
    text += ": " + bits(candidate.entropy) + " bits a byte, wanted " + bits(entropy_wanted(snapshot.rule(candidate.rule)));
  return text;
}

std::string outcome_text(const Snapshot& snapshot, const ExplainedCandidate& candidate) {
  switch (candidate.outcome) {
    case Outcome::kMasked: return masked_text(candidate);
    case Outcome::kJoined: return size_of(candidate) + place_of(candidate) + " joined to the finding of " + id_of(snapshot, candidate.joined_rule);
    case Outcome::kObserved: return size_of(candidate) + place_of(candidate) + " counted, not masked: the rule observes";
    case Outcome::kAdvised: return size_of(candidate) + place_of(candidate) + " not masked: the rule gives advice";
    case Outcome::kLetGo: return let_go_text(snapshot, candidate);
  }
  return {};
}

// (anchor "password", context, tier password); of a prefix rule with a checksum: how it came out.
std::string origin_text(const Snapshot& snapshot, const ExplainedCandidate& candidate) {
  if (candidate.anchor.empty() || candidate.rule == Finding::kLineBudget) return {};
  const RuleSpec& rule = snapshot.rule(candidate.rule);
  std::string text = "  (anchor \"" + escape_for_terminal(candidate.anchor) + "\", " + name_of(rule.kind);
  if (rule.kind == RuleKind::kContext) text += std::string(", tier ") + name_of(rule.context.tier);
  if (candidate.outcome != Outcome::kLetGo && candidate.checksum) text += *candidate.checksum ? ", checksum valid" : ", checksum not valid: that never unmasks";
  return text + ")";
}

const char* colour_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMasked: case Outcome::kJoined: return "\x1b[32m";
    case Outcome::kObserved: case Outcome::kAdvised: return "\x1b[33m";
    case Outcome::kLetGo: return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::string explain_text(const Snapshot& snapshot, const ExplainedCandidate& candidate, bool colours) {
  const std::string outcome = outcome_text(snapshot, candidate);
  return std::to_string(candidate.line) + ":" + std::to_string(candidate.column) + "  " + id_of(snapshot, candidate.rule) + "  " +
         (colours ? colour_of(candidate.outcome) + outcome + "\x1b[0m" : outcome) + origin_text(snapshot, candidate);
}

std::string explain_json(const Snapshot& snapshot, const ExplainedCandidate& candidate) {
  const bool judged = candidate.end > candidate.begin;
  const bool let_go = candidate.outcome == Outcome::kLetGo;
  nlohmann::ordered_json object{{"line", candidate.line},
                                {"column", candidate.column},
                                {"rule", id_of(snapshot, candidate.rule)},
                                {"kind", kind_of(snapshot, candidate.rule)},
                                {"anchor", candidate.anchor.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(candidate.anchor)},
                                {"outcome", name_of(candidate.outcome)},
                                {"reason", nullptr},
                                {"detail", outcome_text(snapshot, candidate)},
                                {"start", judged ? nlohmann::ordered_json(candidate.begin) : nlohmann::ordered_json()},
                                {"end", judged ? nlohmann::ordered_json(candidate.end) : nlohmann::ordered_json()}};
  if (let_go) object["reason"] = name_of(candidate.reason);
  if (candidate.echo) object["reason"] = "echo";
  if (candidate.encoded) object["reason"] = "encoded";
  if (candidate.outcome == Outcome::kJoined) object["joined_to"] = id_of(snapshot, candidate.joined_rule);
  if (candidate.checksum) object["checksum"] = *candidate.checksum ? "valid" : "not-valid";
  if (candidate.reason == Refusal::kLowEntropy) object["entropy"] = candidate.entropy;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::ctl
