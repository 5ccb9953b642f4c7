#include "client/ctl/contain/daemon_steps.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "client/ctl/contain/pending.h"
#include "client/ctl/hold_value.h"
#include "client/ctl/output.h"
#include "client/link/secret_descriptor.h"
#include "core/base/bytes.h"
#include "core/catalogue/catalogue.h"

namespace redactd::ctl {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr size_t kMostPlaces = 1000;  // that are written into the ledger; the report has them all

std::string dump(const ordered_json& value) { return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

json parse(const std::string& text) {
  json value = json::parse(text, nullptr, false);
  return value.is_object() ? value : json::object();
}

// "leak-" or "vault-" and the label as rule ids are written.
std::string id_of(const std::string& kind, const std::string& label) {
  std::string id = kind + lowercase(label);
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

ordered_json pattern_params(const ContainPlan& plan, const Shape& shape, const std::string& id) {
  return {{"id", id}, {"label", plan.label}, {"pattern", shape.pattern}};
}

// The ledger is read from other directories, and by other people.
std::string absolute(const std::string& path) {
  std::error_code error;
  const std::filesystem::path full = std::filesystem::absolute(path, error);
  return error ? path : full.lexically_normal().string();
}

ordered_json places_of(const files::SweepReport& scrub) {
  ordered_json places = ordered_json::array();
  for (const files::Place& place : scrub.changed) {
    if (places.size() >= kMostPlaces) break;
    places.push_back({{"path", absolute(place.path)}, {"count", place.count}, {"how", place.how}});
  }
  return places;
}

ordered_json left_of(const files::SweepReport& hunt) {
  ordered_json left = ordered_json::array();
  for (const files::Left& each : hunt.left) {
    if (left.size() >= kMostPlaces) break;
    left.push_back({{"path", absolute(each.path)}, {"count", each.count}, {"reason", each.reason}});
  }
  return left;
}

}  // namespace

DaemonSteps::DaemonSteps(const ContainPlan& plan, SecretView secret, Containment& done) : plan_(plan), secret_(secret), done_(done) {
  auto opened = Rpc::open(plan.globals);
  if (opened.ok()) {
    daemon_.emplace(std::move(*opened));
  } else {
    done_.daemon_missing = true;
  }
}

bool DaemonSteps::refuse(const Error& error, std::string& detail) {
  detail = error.message();
  if (exit_status_of(error.code) == kUnreachable) {
    daemon_.reset();
    done_.daemon_missing = true;
  } else {
    done_.refused = true;
  }
  return false;
}

bool DaemonSteps::record(std::string& detail) {
  if (!daemon_) {
    detail = "no daemon answers: the ledger has no row yet. Start redactd and run this again; it will find nothing left to mask.";
    return false;
  }
  auto descriptor = link::secret_descriptor(secret_);
  if (!descriptor.ok()) return refuse(descriptor.error(), detail);
  ordered_json params = {{"label", plan_.label}};
  if (!done_.rule.empty()) params["rule"] = done_.rule;
  if (plan_.ttl_given) params["ttl_days"] = plan_.ttl_days;
  if (!plan_.note.empty()) params["note"] = plan_.note;
  auto answer = daemon_->call("leaks.record", dump(params), descriptor->get());
  if (!answer.ok()) return refuse(answer.error(), detail);
  const json row = parse(*answer);
  const json leak = row.value("leak", json::object());
  done_.id = leak.value("id", std::string());
  done_.state = leak.value("state", std::string());
  done_.rotate_by = leak.value("rotate_by", std::string());
  done_.next_rotation = leak.value("next_rotation", std::string());
  detail = row.value("new", false) ? "a new leak" : row.value("reopened", false) ? "known, and seen again after its rotation: open once more" : "known already";
  return true;
}

bool DaemonSteps::pattern(std::string& detail) {
  if (plan_.no_pattern) {
    detail = "left out (--no-pattern): the next line with it is not masked by a pattern of its own";
    return true;
  }
  const auto shape = derive_shape(secret_, builtin_rules());
  if (!daemon_) return keep_for_later(shape, detail);
  return shape ? add_pattern(*shape, detail) : hold_as_value(detail);
}

bool DaemonSteps::add_pattern(const Shape& shape, std::string& detail) {
  std::string id = id_of("leak-", plan_.label);
  for (int number = 2; number < 100; ++number) {
    auto known = daemon_->call("patterns.get", dump({{"id", id}}));
    if (!known.ok() && known.error().code != "pattern.not_found") return refuse(known.error(), detail);
    const bool same = known.ok() && parse(*known).value("pattern", std::string()) == shape.pattern && parse(*known).value("mode", std::string()) == "mask";
    if (same) {
      auto status = daemon_->call("status", "{}");
      done_.pattern_generation = status.ok() ? parse(*status).value("generation", uint64_t{0}) : 0;
      detail = id + " is in force already";
      break;
    }
    if (!known.ok()) {
      auto answer = daemon_->call("patterns.add", dump(pattern_params(plan_, shape, id)));
      if (!answer.ok() && answer.error().code.rfind("gate.", 0) == 0) return hold_as_value(detail);  // too wide a shape
      if (!answer.ok()) return refuse(answer.error(), detail);
      done_.pattern_generation = parse(*answer).value("generation", uint64_t{0});
      detail = id + ": '" + shape.prefix + "' and " + std::to_string(shape.length) + " of [" + shape.alphabet + "], in force on every connection";
      break;
    }
    id = id_of("leak-", plan_.label) + "-" + std::to_string(number);  // taken by another shape, which stays
  }
  done_.pattern_id = id;
  done_.pattern_kind = "pattern";
  return true;
}

bool DaemonSteps::hold_as_value(std::string& detail) {
  auto held = hold_value(*daemon_, plan_.label, secret_);
  if (!held.ok()) return refuse(held.error(), detail);
  done_.pattern_id = held->id.empty() ? id_of("vault-", plan_.label) : held->id;  // the value was held already
  done_.pattern_kind = "value";
  done_.pattern_generation = held->generation;
  detail = "no narrow shape: held as an exact value in locked memory until the daemon ends";
  return true;
}

bool DaemonSteps::keep_for_later(const std::optional<Shape>& shape, std::string& detail) {
  if (!shape) {
    detail = "no daemon answers, and the value has no narrow shape that could be kept for it. Start redactd and run this again.";
    return false;
  }
  auto path = keep_pattern_for_later(plan_.globals, dump(pattern_params(plan_, *shape, id_of("leak-", plan_.label))));
  detail = path.ok() ? "no daemon answers: the shape waits in " + *path + " and is added when redactd starts" : path.error().message();
  return false;
}

bool DaemonSteps::schedule(std::string& detail) {
  if (!daemon_ || done_.id.empty()) {
    detail = "no row in the ledger, so no dates: rotate the secret within 24 hours";
    return false;
  }
  ordered_json params = {{"id", done_.id}, {"places", places_of(done_.scrub)}, {"left", left_of(done_.hunt)}};
  // What remains in places that only their owner may rewrite is named with its command; all else is masked.
  if (done_.matches_left <= in_left(done_.hunt) && done_.hunt.unread.empty()) params["state"] = "contained";
  if (!done_.pattern_id.empty()) params["pattern_id"] = done_.pattern_id;
  auto answer = daemon_->call("leaks.update", dump(params));
  if (!answer.ok()) return refuse(answer.error(), detail);
  const json row = parse(*answer);
  const json leak = row.value("leak", json::object());
  done_.state = leak.value("state", done_.state);
  done_.rotate_by = leak.value("rotate_by", done_.rotate_by);
  done_.next_rotation = leak.value("next_rotation", done_.next_rotation);
  done_.calendar = row.contains("calendar") && row["calendar"].is_string() ? row["calendar"].get<std::string>() : std::string();
  detail = done_.state + (done_.hunt.left.empty() ? "" : ", but for what is left and named below") + "; rotate by " + done_.rotate_by;
  return true;
}

}  // namespace redactd::ctl
