#include <nlohmann/json.hpp>

#include "client/ctl/drill/report.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

// Paths are bytes; JSON is UTF-8.
std::string text_of(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json by_form(const files::SweepReport& report) {
  ordered_json forms = ordered_json::object();
  for (size_t i = 0; i < drill::kForms; ++i) {
    if (report.by_form[i] > 0) forms[drill::name_of(static_cast<drill::Form>(i))] = report.by_form[i];
  }
  return forms;
}

ordered_json left_of(const files::SweepReport& report) {
  ordered_json list = ordered_json::array();
  for (const files::Left& left : report.left) {
    list.push_back({{"path", left.path}, {"count", left.count}, {"reason", left.reason}, {"advice", left.advice}});
  }
  return list;
}

ordered_json reasons_of(const std::vector<files::Skipped>& skipped) {
  ordered_json list = ordered_json::array();
  for (const files::Skipped& one : skipped) list.push_back({{"path", one.path}, {"reason", one.reason}});
  return list;
}

}  // namespace

std::string scrub_json(const files::SweepReport& report) {
  ordered_json changed = ordered_json::array();
  for (const files::Place& place : report.changed) {
    changed.push_back({{"path", place.path}, {"count", place.count}, {"how", place.how}, {"residue", place.residue}});
  }
  // A file that was not read was skipped, too, and says so with a sentence.
  std::vector<files::Skipped> skipped = report.skipped;
  skipped.insert(skipped.end(), report.unread.begin(), report.unread.end());
  return text_of({{"files_seen", report.files_seen},
                  {"files_changed", report.files_changed},
                  {"bytes_seen", report.bytes_seen},
                  {"matches", report.matches},
                  {"masked", report.masked},
                  {"partials", report.partials},
                  {"weak", report.weak},
                  {"by_form", by_form(report)},
                  {"changed", std::move(changed)},
                  {"left", left_of(report)},
                  {"skipped", reasons_of(skipped)},
                  {"elapsed_ms", report.elapsed_ms}});
}

std::string verify_json(const files::SweepReport& report) {
  return text_of({{"matches", report.matches},
                  {"by_form", by_form(report)},
                  {"files_seen", report.files_seen},
                  {"bytes_seen", report.bytes_seen},
                  {"left", left_of(report)},
                  {"unread", reasons_of(report.unread)},
                  {"elapsed_ms", report.elapsed_ms}});
}

std::string hunt_json(const files::SweepReport& report) {
  ordered_json findings = ordered_json::array();
  uint64_t ranks[4] = {};
  for (const files::Spot& spot : report.spots) {
    ++ranks[static_cast<size_t>(spot.rank)];
    findings.push_back({{"path", spot.path},
                        {"line", spot.line},
                        {"offset", spot.offset},
                        {"chars", spot.chars},
                        {"rank", drill::name_of(spot.rank)},
                        {"form", drill::name_of(spot.form)}});
  }
  return text_of({{"findings", std::move(findings)},
                  {"sure", ranks[static_cast<size_t>(drill::Rank::kSure)]},
                  {"likely", ranks[static_cast<size_t>(drill::Rank::kLikely)]},
                  {"weak", ranks[static_cast<size_t>(drill::Rank::kWeak)]}});
}

}  // namespace redactd::ctl
