#include "client/ctl/contain/containment.h"

#include <nlohmann/json.hpp>

#include "client/ctl/drill/report.h"
#include "client/ctl/globals.h"
#include "client/ctl/output.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

constexpr size_t kShownSpots = 10;

ordered_json text_or_null(const std::string& text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

ordered_json parsed(const std::string& document) { return ordered_json::parse(document, nullptr, false); }

std::string seconds(uint64_t ms) { return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100) + " s"; }

}  // namespace

int Containment::exit_status() const {
  if (daemon_missing) return kUnreachable;
  if (refused) return kRefused;
  const int scrubbed = scrub_status(scrub, false), verified = verify_status(hunt);
  if (scrubbed == kIoFailed || verified == kIoFailed) return kIoFailed;
  return matches_left > 0 || hunt.partials > 0 || !hunt.left.empty() ? kAnswerIsNo : kDone;
}

uint64_t in_left(const files::SweepReport& report) {
  uint64_t count = 0;
  for (const files::Left& left : report.left) count += left.count;
  return count;
}

std::string containment_json(const Containment& done) {
  ordered_json steps = ordered_json::array();
  for (const Step& step : done.steps) steps.push_back({{"name", step.name}, {"ok", step.ok}, {"ms", step.ms}, {"detail", step.detail}});
  const ordered_json document = {
      {"id", text_or_null(done.id)},
      {"label", done.label},
      {"state", text_or_null(done.state)},
      {"elapsed_ms", done.elapsed_ms},
      {"steps", std::move(steps)},
      {"pattern", {{"id", text_or_null(done.pattern_id)}, {"kind", text_or_null(done.pattern_kind)}, {"generation", done.pattern_generation}}},
      {"scrub", parsed(scrub_json(done.scrub))},
      {"hunt", parsed(hunt_json(done.hunt))},
      {"matches_left", done.matches_left},
      {"rotate_by", text_or_null(done.rotate_by)},
      {"next_rotation", text_or_null(done.next_rotation)},
      {"calendar", text_or_null(done.calendar)},
      {"todo", done.todo}};
  return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string containment_text(const Containment& done) {
  std::vector<std::vector<std::string>> rows;
  for (const Step& step : done.steps) rows.push_back({step.ok ? "done" : "NOT DONE", step.name, seconds(step.ms), step.detail});
  std::string text = table(rows);
  for (const files::Place& place : done.scrub.changed) {
    text += "  " + place.path + ": " + std::to_string(place.count) + " masked (" + place.how + ")" + (place.residue ? "; an older copy may remain below the file system" : "") + "\n";
  }
  size_t shown = 0;
  for (const files::Spot& spot : done.hunt.spots) {
    if (spot.rank == drill::Rank::kWhole || ++shown > kShownSpots) continue;
    text += "  " + spot.path + ":" + std::to_string(spot.line) + ": " + std::to_string(spot.chars) + " characters, " + drill::name_of(spot.rank) + "\n";
  }
  if (shown > kShownSpots) text += "  and " + std::to_string(shown - kShownSpots) + " more pieces: redactctl hunt lists them\n";
  if (!done.id.empty()) text += done.id + " (" + done.label + ") is " + done.state + "; rotate by " + done.rotate_by + "\n";
  if (!done.calendar.empty()) text += "calendar: " + done.calendar + "\n";
  text += "To do:\n";
  for (size_t i = 0; i < done.todo.size(); ++i) text += "  " + std::to_string(i + 1) + ". " + done.todo[i] + "\n";
  return text + "finished in " + seconds(done.elapsed_ms) + "\n";
}

}  // namespace redactd::ctl
