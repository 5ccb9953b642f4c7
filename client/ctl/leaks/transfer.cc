#include "client/ctl/leaks/transfer.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "client/ctl/json_text.h"
#include "client/ctl/leaks/output_file.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/link/io.h"
#include "client/link/read_file.h"
#include "core/base/limits.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMaxExportBytes = size_t{512} * 1024 * 1024;
constexpr size_t kPieceBytes = kMaxControlLineBytes / 2;  // of one call
constexpr size_t kPlacesAPiece = 16;

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

struct Sums {
  uint64_t added = 0, merged = 0, unchanged = 0;
  ordered_json renamed = ordered_json::array();
};

// Sends rows in calls that fit into a line.
class Sender {
 public:
  explicit Sender(Rpc& rpc) : rpc_(rpc) {}

  Status add(const char* kind, ordered_json row) {
    const size_t bytes = dump(row).size();
    if (bytes_ + bytes > kPieceBytes) {
      if (Status sent = flush(); !sent.ok()) return sent;
    }
    bytes_ += bytes;
    call_[kind].push_back(std::move(row));
    return {};
  }

  Status flush() {
    if (call_.empty()) return {};
    auto answer = rpc_.call("leaks.import", dump(call_));
    if (!answer.ok()) return answer.error();
    const auto told = ordered_json::parse(*answer, nullptr, false);
    sums_.added += told.value("added", uint64_t{0});
    sums_.merged += told.value("merged", uint64_t{0});
    sums_.unchanged += told.value("unchanged", uint64_t{0});
    for (const auto& entry : told.value("renamed", ordered_json::array())) sums_.renamed.push_back(entry);
    call_ = ordered_json::object();
    bytes_ = 0;
    return {};
  }

  const Sums& sums() const { return sums_; }

 private:
  Rpc& rpc_;
  ordered_json call_ = ordered_json::object();
  size_t bytes_ = 0;
  Sums sums_;
};

// A leak with more places than fit into one call goes in pieces; the daemon joins them by the fingerprint.
Status send_leak(Sender& sender, ordered_json leak) {
  if (!leak.is_object() || dump(leak).size() <= kPieceBytes) return sender.add("leaks", std::move(leak));
  for (const char* key : {"places", "left"}) {
    if (!leak.contains(key) || !leak[key].is_array()) continue;
    const ordered_json all = std::exchange(leak[key], ordered_json::array());
    for (size_t at = 0; at < all.size(); at += kPlacesAPiece) {
      ordered_json piece = leak;
      piece[key] = ordered_json::array();
      for (size_t i = at; i < std::min(all.size(), at + kPlacesAPiece); ++i) piece[key].push_back(all[i]);
      if (Status sent = sender.add("leaks", std::move(piece)); !sent.ok()) return sent;
    }
  }
  return sender.add("leaks", std::move(leak));
}

Result<ordered_json> read_export(const std::string& path) {
  auto text = path == "-" ? link::read_all(STDIN_FILENO, kMaxExportBytes) : link::read_file(path, kMaxExportBytes);
  if (!text.ok()) return text.error();
  auto document = ordered_json::parse(*text, nullptr, false);
  const bool fits = document.is_object() && document.value("format", ordered_json()) == "redactd-ledger" && document.value("version", ordered_json()) == 1;
  if (fits && document.value("leaks", ordered_json()).is_array()) return document;
  return Error{"ledger.export_invalid", "The file is no export of a ledger, or of a newer version.", "redactctl ledger export writes one."};
}

Status send_all(Sender& sender, const ordered_json& document) {
  for (const auto& leak : document["leaks"]) {
    if (Status sent = send_leak(sender, leak); !sent.ok()) return sent;
  }
  const ordered_json masks = document.value("masks", ordered_json::array());
  for (const auto& count : masks) {
    if (Status sent = sender.add("masks", count); !sent.ok()) return sent;
  }
  return sender.flush();
}

}  // namespace

int run_ledger_export(const Globals& globals, const std::string& path) {
  auto answer = call_daemon(globals, "leaks.export", "{}");
  if (!answer.ok()) return fail(answer.error());
  return write_output(path, json_pretty(*answer) + "\n");
}

int run_ledger_import(const Globals& globals, const std::string& path, bool as_json) {
  auto document = read_export(path);
  if (!document.ok()) return fail(document.error());
  auto rpc = Rpc::open(globals);
  if (!rpc.ok()) return fail(rpc.error());
  Sender sender(*rpc);
  if (Status sent = send_all(sender, *document); !sent.ok()) return fail(sent.error());
  const Sums& sums = sender.sums();
  if (as_json) {
    return print(dump(ordered_json{{"added", sums.added}, {"merged", sums.merged}, {"unchanged", sums.unchanged}, {"renamed", sums.renamed}}) + "\n");
  }
  std::string text = std::to_string(sums.added) + " added, " + std::to_string(sums.merged) + " merged, " + std::to_string(sums.unchanged) + " unchanged\n";
  for (const auto& entry : sums.renamed) text += entry.value("from", std::string()) + " is " + entry.value("to", std::string()) + " here\n";
  return print(text);
}

}  // namespace redactd::ctl
