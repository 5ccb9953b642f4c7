#include <algorithm>
#include <map>

#include "client/ctl/drill/progress.h"
#include "client/ctl/drill/report.h"
#include "client/ctl/globals.h"
#include "client/ctl/output.h"

namespace redactd::ctl {
namespace {

// A file that could not be written to stands among what is left, with its reason.
bool could_not_write(const files::Left& left) {
  for (const char* reason : {"read-only", "immutable", "append-only", "permission", "io"}) {
    if (left.reason == reason) return true;
  }
  return false;
}

std::string plural(uint64_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : what.back() == 'h' ? "es" : "s"); }

// What was passed over on purpose: each by its reason and number, since there may be thousands.
std::string skipped_text(const files::SweepReport& report) {
  std::map<std::string, uint64_t> reasons;
  for (const files::Skipped& one : report.skipped) ++reasons[one.reason];
  std::string text;
  for (const auto& [reason, count] : reasons) text += (text.empty() ? "skipped: " : ", ") + std::to_string(count) + " " + reason;
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string scrub_text(const files::SweepReport& report, bool dry_run) {
  std::string text;
  for (const files::Place& place : report.changed) {
    text += place.path + ": " + std::to_string(place.count) + (dry_run ? " would be masked (" : " masked (") + place.how + ")";
    text += place.residue ? "; an older copy may remain below the file system\n" : "\n";
  }
  text += skipped_text(report);
  text += plural(report.files_seen, "file") + ", " + readable_bytes(report.bytes_seen) + ": " + plural(report.matches, "match") + ", " +
          plural(report.partials, "telling piece") + ", " + (dry_run ? "nothing was written" : std::to_string(report.masked) + " masked") + "\n";
  if (report.weak > 0) text += plural(report.weak, "weak piece") + " left as they are; redactctl hunt lists them\n";
  return text;
}

std::string hunt_text(const files::SweepReport& report) {
  std::string text;
  for (const files::Spot& spot : report.spots) {
    std::string place = spot.line > 0 ? ":" + std::to_string(spot.line) : ", offset " + std::to_string(spot.offset);
    text += spot.path + place + ": " + plural(spot.chars, "character") + ", " + drill::name_of(spot.rank) + " (" + drill::name_of(spot.form) + ")\n";
  }
  return text;
}

void note_gaps(const files::SweepReport& report) {
  for (const files::Skipped& one : report.unread) note("not read: " + one.path + ": " + one.reason);
  for (const files::Left& left : report.left) {
    note("left: " + left.path + ": " + plural(left.count, "match") + " (" + left.reason + "): " + left.advice);
  }
}

int scrub_status(const files::SweepReport& report, bool dry_run) {
  bool unwritten = std::any_of(report.left.begin(), report.left.end(), could_not_write);
  if (!report.unread.empty() || (unwritten && !dry_run)) return kIoFailed;
  uint64_t found = report.matches + report.partials;
  uint64_t remain = dry_run ? found : found - std::min(found, report.masked);
  return remain > 0 || !report.left.empty() ? kAnswerIsNo : kDone;
}

int verify_status(const files::SweepReport& report) {
  if (!report.unread.empty()) return kIoFailed;
  return report.matches > 0 || !report.left.empty() ? kAnswerIsNo : kDone;
}

int hunt_status(const files::SweepReport& report) {
  if (!report.unread.empty()) return kIoFailed;
  return report.partials > 0 || report.matches > 0 ? kAnswerIsNo : kDone;
}

void sort_spots(files::SweepReport& report) {
  std::sort(report.spots.begin(), report.spots.end(), [](const files::Spot& a, const files::Spot& b) {
    if (a.chars != b.chars) return a.chars > b.chars;
    return a.path != b.path ? a.path < b.path : a.offset < b.offset;
  });
}

}  // namespace redactd::ctl
