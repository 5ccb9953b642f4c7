#include "client/ctl/setup/report.h"

#include <nlohmann/json.hpp>

#include "client/ctl/globals.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

const char* sentence_of(const std::string& action) {
  if (action == "added") return "the hook is in; new shells have it.";
  if (action == "removed") return "the hook is out; new shells are without it.";
  if (action == "would_add") return "would get the lines above.";
  if (action == "would_remove") return "would lose the lines above.";
  if (action == "present") return "has the hook already.";
  if (action == "by_hand") return "calls redactctl init by a line of your own: left as it is.";
  if (action == "absent") return "has no hook of setup's: nothing to do.";
  if (action == "declined") return "left as it was.";
  return "was not changed.";
}

}  // namespace

std::string setup_json(const SetupReport& report) {
  ordered_json document = {{"shells", ordered_json::array()}, {"service", nullptr}, {"proof", ordered_json::array()}};
  for (const ShellChange& change : report.shells) {
    document["shells"].push_back({{"shell", change.shell}, {"file", change.path}, {"action", change.action}, {"backup", text_or_null(change.backup)},
                                  {"note", text_or_null(change.note)}, {"error", change.error ? ordered_json(change.error->code) : ordered_json(nullptr)}});
  }
  if (report.service) document["service"] = {{"state", report.service->state}, {"say", report.service->say}};
  for (const ProofResult& result : report.proof) {
    document["proof"].push_back({{"path", result.path}, {"masked", result.masked}, {"where", result.where}, {"shown", text_or_null(result.shown)},
                                 {"fault", text_or_null(result.fault)}});
  }
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string describe(const ShellChange& change) {
  std::string text = change.shell + ": " + change.path + " " + sentence_of(change.action) + "\n";
  if (!change.backup.empty() && change.action == "added") text += "    as it was before: " + change.backup + "\n";
  if (change.error) text += "    " + change.error->message() + "\n";
  if (!change.note.empty()) text += "    " + change.note + "\n";
  return text;
}

std::string describe(const ProofResult& result) {
  if (!result.masked) return "  " + result.path + ": NOT MASKED in " + result.where + ": " + result.fault + "\n";
  return "  " + result.path + ": masked in " + result.where + ":\n      " + result.shown + "\n";
}

int setup_status(const SetupReport& report) {
  int status = kDone;
  for (const ProofResult& result : report.proof) {
    if (!result.masked) status = kAnswerIsNo;
  }
  for (const ShellChange& change : report.shells) {
    if (change.action == "failed") status = kIoFailed;
  }
  if (report.service && report.service->state == "failed") status = kIoFailed;
  return status;
}

}  // namespace redactd::ctl
