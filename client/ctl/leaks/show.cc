#include "client/ctl/leaks/show.h"

#include <algorithm>

#include "client/ctl/leaks/ledger_view.h"
#include "client/ctl/leaks/steps.h"
#include "client/ctl/output.h"
#include "client/link/clock.h"

namespace redactd::ctl {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string as_json_text(const std::vector<LeakView>& leaks) {
  std::string list;
  for (const LeakView& leak : leaks) list += (list.empty() ? "" : ",") + leak.json;
  return "{\"leaks\":[" + list + "]}\n";
}

std::string as_table(const std::vector<LeakView>& leaks, int64_t now) {
  if (leaks.empty()) return "No leak.\n";
  Rows rows{{"ID", "LABEL", "STATE", "PLACES", "LEFT", "DUE", ""}};
  for (const LeakView& leak : by_urgency(leaks)) {
    rows.push_back({leak.id, leak.label, leak.state, std::to_string(leak.places.size()), std::to_string(leak.left.size()),
                    leak.due().empty() ? "-" : leak.due(), leak.overdue ? "OVERDUE, " + distance(leak.due(), now) : distance(leak.due(), now)});
  }
  return table(rows);
}

void add_row(Rows& rows, const char* name, const std::string& value, const std::string& beside = {}) {
  if (!value.empty()) rows.push_back({name, beside.empty() ? value : value + "  (" + beside + ")"});
}

// Lines of a note stand under each other; nothing in it can look like another field.
std::string indented(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return out;
}

std::string facts_of(const LeakView& leak, int64_t now) {
  Rows rows;
  add_row(rows, "id", leak.id);
  add_row(rows, "label", leak.label);
  add_row(rows, "state", leak.state, leak.overdue ? "OVERDUE" : "");
  add_row(rows, "rule", leak.rule);
  add_row(rows, "masked by", leak.pattern_id);
  add_row(rows, "found", leak.found_at, distance(leak.found_at, now));
  add_row(rows, "contained", leak.contained_at);
  add_row(rows, "rotated", leak.rotated_at);
  if (leak.awaits_rotation()) add_row(rows, "rotate by", leak.rotate_by, distance(leak.rotate_by, now));
  if (leak.state != "closed") add_row(rows, "next rotation", leak.next_rotation, distance(leak.next_rotation, now));
  add_row(rows, "time to live", std::to_string(leak.ttl_days) + " days");
  add_row(rows, "recorded by", "uid " + std::to_string(leak.uid));
  add_row(rows, "fingerprint", leak.fingerprint);
  return table(rows);
}

std::string places_of(const char* heading, const std::vector<PlaceView>& places) {
  if (places.empty()) return {};
  Rows rows;
  for (const PlaceView& place : places) rows.push_back({"  " + std::to_string(place.count), place.how.empty() ? "-" : place.how, indented(place.path)});
  return std::string("\n") + heading + "\n" + table(rows);
}

std::string history_of(const LeakView& leak) {
  Rows rows;
  for (const EventView& event : leak.history) {
    rows.push_back({"  " + event.time, event.from == event.to ? event.to : event.from.empty() ? event.to : event.from + " -> " + event.to,
                    "uid " + std::to_string(event.uid), indented(event.note)});
  }
  return rows.empty() ? std::string() : "\nhistory\n" + table(rows);
}

std::string steps_of(const LeakView& leak, const RotationSteps& rotation) {
  if (leak.state == "closed") return {};
  std::string text = "\nwhat to do" + (rotation.title.empty() ? std::string() : ": " + rotation.title) + "\n";
  for (size_t i = 0; i < rotation.steps.size(); ++i) text += "  " + std::to_string(i + 1) + ". " + rotation.steps[i] + "\n";
  if (!rotation.advice.empty()) text += "  Provider: " + rotation.advice + "\n";
  if (!rotation.source.empty()) text += "  Source: " + rotation.source + "\n";
  return text;
}

}  // namespace

int run_leaks_list(const Globals& globals, bool as_json, bool only_overdue) {
  auto leaks = fetch_leaks(globals);
  if (!leaks.ok()) return fail(leaks.error());
  if (only_overdue) std::erase_if(*leaks, [](const LeakView& leak) { return !leak.overdue; });
  const int printed = print(as_json ? as_json_text(*leaks) : as_table(*leaks, link::wall_seconds()));
  if (printed != kDone) return printed;
  const bool overdue = std::any_of(leaks->begin(), leaks->end(), [](const LeakView& leak) { return leak.overdue; });
  return overdue ? kAnswerIsNo : kDone;
}

int run_leaks_show(const Globals& globals, const std::string& name, bool as_json) {
  auto leaks = fetch_leaks(globals);
  if (!leaks.ok()) return fail(leaks.error());
  auto leak = leak_named(*leaks, name);
  if (!leak.ok()) return fail(leak.error());
  if (as_json) return print(leak->json + "\n");
  const std::string note = leak->note.empty() ? std::string() : "\nnote\n  " + indented(leak->note) + "\n";
  return print(facts_of(*leak, link::wall_seconds()) + places_of("masked in", leak->places) + places_of("still there", leak->left) + note +
               history_of(*leak) + steps_of(*leak, rotation_steps(*leak, rules_for_advice(globals))));
}

}  // namespace redactd::ctl
