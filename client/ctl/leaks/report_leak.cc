#include "client/ctl/leaks/report_leak.h"

#include <array>

#include "client/ctl/leaks/html.h"

namespace redactd::ctl {
namespace {

using html::element;
using html::escape;

std::string fact(const char* name, const std::string& value_html) {
  return value_html.empty() ? std::string() : "<dt>" + std::string(name) + "</dt><dd>" + value_html + "</dd>\n";
}

std::string with_distance(const std::string& time, int64_t now) {
  return time.empty() ? std::string() : html::time(time) + " <span class=\"muted\">(" + escape(distance(time, now)) + ")</span>";
}

// Open, contained, rotated, closed: which of them were reached, and when.
std::string track(const LeakView& leak) {
  constexpr std::array<const char*, 4> kStates = {"open", "contained", "rotated", "closed"};
  const std::array<std::string, 4> times = {leak.found_at, leak.contained_at, leak.rotated_at,
                                            leak.state == "closed" && !leak.history.empty() ? leak.history.back().time : ""};
  size_t reached = 0;
  while (reached < 3 && leak.state != kStates[reached]) ++reached;
  std::string out = "<ol class=\"track\">";
  for (size_t i = 0; i < kStates.size(); ++i) {
    out += std::string("<li") + (i <= reached ? " class=\"done\"" : "") + "><b>" + kStates[i] + "</b>" + html::time(times[i]) + "</li>";
  }
  return out + "</ol>\n";
}

std::string places(const char* heading, const char* third, const std::vector<PlaceView>& rows) {
  if (rows.empty()) return {};
  std::string out = element("h4", heading) + "<div class=\"wide\"><table><thead><tr><th>Path</th><th class=\"number\">Matches</th>" + element("th", third) +
                    "</tr></thead><tbody>\n";
  for (const PlaceView& place : rows) {
    out += "<tr><td><code>" + escape(place.path) + "</code></td><td class=\"number\">" + html::number(place.count) + "</td>" +
           element("td", place.how, "nowrap") + "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string time_line(const LeakView& leak) {
  std::string out = element("h4", "Time line") + "<ol class=\"timeline\">\n";
  for (const EventView& event : leak.history) {
    const std::string what = event.from.empty() || event.from == event.to ? event.to : event.from + " → " + event.to;
    out += "<li>" + html::time(event.time) + " · <b>" + escape(what) + "</b> <span class=\"muted\">uid " + std::to_string(event.uid) + "</span>";
    if (!event.note.empty()) out += "<br>" + html::escape_lines(event.note);
    out += "</li>\n";
  }
  return out + "</ol>\n";
}

std::string to_do(const LeakView& leak, const RotationSteps& rotation) {
  if (leak.state == "closed") return {};
  std::string out = element("h4", leak.awaits_rotation() ? "To do now" : "At the next rotation") + "<ol class=\"steps\">\n";
  for (const std::string& step : rotation.steps) {
    const bool command = step.compare(0, 10, "redactctl ") == 0;
    out += "<li>" + (command ? element("code", step) : escape(step)) + "</li>\n";
  }
  out += "</ol>\n";
  if (!rotation.advice.empty()) out += element("p", rotation.advice, "advice") + "\n";
  if (!rotation.source.empty()) out += element("p", "Source: " + rotation.source, "advice muted") + "\n";
  return out;
}

}  // namespace

std::string state_badge(const LeakView& leak) {
  const std::string overdue = leak.overdue ? " <span class=\"state overdue\">overdue</span>" : "";
  return "<span class=\"state " + escape(leak.state) + "\">" + escape(leak.state) + "</span>" + overdue;
}

std::string leak_article(const LeakView& leak, const RotationSteps& steps, int64_t now) {
  std::string out = "<article class=\"card\" id=\"" + escape(leak.id) + "\">\n<h3>" + element("span", leak.label) + " <code class=\"muted\">" +
                    escape(leak.id) + "</code> " + state_badge(leak) + "</h3>\n";
  if (!steps.title.empty()) out += element("p", steps.title, "muted");
  out += track(leak) + "<dl>\n";
  if (leak.awaits_rotation()) out += fact("Rotate by", with_distance(leak.rotate_by, now));
  if (leak.state != "closed") out += fact("Next rotation", with_distance(leak.next_rotation, now));
  out += fact("Time to live", std::to_string(leak.ttl_days) + " days");
  out += fact("Masked by", leak.pattern_id.empty() ? "" : element("code", leak.pattern_id));
  out += fact("Recognised by", leak.rule.empty() ? "" : element("code", leak.rule));
  out += fact("Masked", html::number(leak.masked()) + " in " + html::number(leak.places.size()) + (leak.places.size() == 1 ? " place" : " places"));
  out += fact("Recorded by", "uid " + std::to_string(leak.uid));
  out += fact("Fingerprint", element("code", leak.fingerprint));
  out += fact("Note", html::escape_lines(leak.note));
  return out + "</dl>\n" + places("Masked in", "How", leak.places) + places("Still there", "Why", leak.left) + time_line(leak) + to_do(leak, steps) + "</article>\n";
}

}  // namespace redactd::ctl
