#include <algorithm>

#include "client/ctl/leaks/mask_chart.h"
#include "client/ctl/leaks/report.h"
#include "core/base/bytes.h"
#include "core/base/utc_time.h"

namespace redactd::ctl {
namespace {

// Text that no renderer takes for markup, a link or a mention; on one line.
std::string escape(const std::string& text) {
  std::string line = text, out;
  std::replace(line.begin(), line.end(), '\n', ' ');
  for (const char c : to_valid_utf8(escape_for_terminal(line))) {
    if (std::string_view("\\`*_{}[]<>#|~@&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// Code, whatever it holds: a fence longer than any run of backticks in it. A bar would end a cell even here.
std::string code(const std::string& text) {
  std::string plain;
  size_t run = 0, longest = 0;
  for (const char c : to_valid_utf8(escape_for_terminal(text))) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    plain += c == '|' ? std::string("\\|") : std::string(1, c);
  }
  const std::string fence(longest + 1, '`');
  return longest == 0 ? "`" + plain + "`" : fence + " " + plain + " " + fence;
}

std::string places(const char* heading, const char* third, const std::vector<PlaceView>& rows) {
  if (rows.empty()) return {};
  std::string out = "\n**" + std::string(heading) + "**\n\n| Path | Matches | " + third + " |\n|---|---:|---|\n";
  for (const PlaceView& place : rows) out += "| " + code(place.path) + " | " + std::to_string(place.count) + " | " + escape(place.how) + " |\n";
  return out;
}

std::string leak_section(const LeakView& leak, const RotationSteps& rotation, int64_t now) {
  std::string out = "\n## " + escape(leak.label) + " " + code(leak.id) + "\n\n- State: **" + escape(leak.state) + (leak.overdue ? ", overdue" : "") + "**\n";
  if (!leak.due().empty()) {
    out += std::string("- ") + (leak.awaits_rotation() ? "Rotate by: " : "Next rotation: ") + leak.due() + " (" + distance(leak.due(), now) + ")\n";
  }
  out += "- Found: " + leak.found_at + "\n";
  if (!leak.contained_at.empty()) out += "- Contained: " + leak.contained_at + "\n";
  if (!leak.rotated_at.empty()) out += "- Rotated: " + leak.rotated_at + "\n";
  if (!leak.pattern_id.empty()) out += "- Masked by: " + code(leak.pattern_id) + "\n";
  if (!leak.note.empty()) out += "- Note: " + escape(leak.note) + "\n";
  out += places("Masked in", "How", leak.places) + places("Still there", "Why", leak.left);
  out += "\n**Time line**\n\n";
  for (const EventView& event : leak.history) {
    out += "- " + event.time + ": " + escape(event.from.empty() || event.from == event.to ? event.to : event.from + " -> " + event.to) + " (uid " +
           std::to_string(event.uid) + ")" + (event.note.empty() ? "" : ", " + escape(event.note)) + "\n";
  }
  if (leak.state == "closed") return out;
  out += "\n**To do**\n\n";
  for (size_t i = 0; i < rotation.steps.size(); ++i) out += std::to_string(i + 1) + ". " + escape(rotation.steps[i]) + "\n";
  if (!rotation.advice.empty()) out += "\n" + escape(rotation.advice) + "\n";
  return out;
}

}  // namespace

std::string markdown_report(const Report& report) {
  std::string out = "# Leaks, " + format_rfc3339(report.now).substr(0, 10) + "\n\n| Overdue | Open | Contained | Rotated | Closed | Masked in " +
                    std::to_string(report.days) + " days |\n|---:|---:|---:|---:|---:|---:|\n| " + std::to_string(report.overdue()) + " | " +
                    std::to_string(report.count("open")) + " | " + std::to_string(report.count("contained")) + " | " +
                    std::to_string(report.count("rotated")) + " | " + std::to_string(report.count("closed")) + " | " + std::to_string(report.masked()) + " |\n";
  for (size_t i = 0; i < report.leaks.size(); ++i) out += leak_section(report.leaks[i], report.steps[i], report.now);
  const MaskGrid grid = mask_grid(report.masks, report.days, report.now, 20);
  if (grid.series.empty()) return out;
  out += "\n## Masked by rule\n\n| Rule | Masked |\n|---|---:|\n";
  for (const MaskSeries& series : grid.series) out += "| " + code(series.rule) + " | " + std::to_string(series.total) + " |\n";
  return out;
}

}  // namespace redactd::ctl
