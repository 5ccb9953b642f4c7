#include "daemon/session/line_masker.h"

#include <algorithm>
#include <chrono>

#include "core/base/limits.h"
#include "core/wire/syslog.h"

namespace redactd::daemon {
namespace {

// Where in the SD text a value that a context rule found stands: "password="VALUE"" is what the whole shows.
std::string join_masked(const std::vector<wire::SdPiece>& pieces, const std::vector<std::string>& masked) {
  std::string out;
  for (size_t i = 0; i < pieces.size(); ++i) out += pieces[i].is_value ? wire::escape_sd_value(masked[i]) : masked[i];
  return out;
}

// Counts how long the block took that it lives in.
class Timed {
 public:
  explicit Timed(Metrics& metrics) : metrics_(metrics) {}
  ~Timed() { metrics_.count_mask(static_cast<uint64_t>((std::chrono::steady_clock::now() - begin_) / std::chrono::nanoseconds(1))); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  Metrics& metrics_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

MaskOptions LineMasker::options_for(uint32_t uid) const {
  MaskOptions options;
  options.uid = uid;
  if (fingerprints_ == nullptr) return options;
  options.fingerprint_context = fingerprints_;
  options.fingerprint = [](void* context, SecretView value) { return static_cast<Fingerprints*>(context)->short_of(value); };
  return options;
}

void LineMasker::add(const MaskReport& part, MaskReport& report) {
  metrics_.count_report(snapshot(), part);
  report.findings += part.findings;
  report.rules.insert(report.rules.end(), part.rules.begin(), part.rules.end());
  report.observed.insert(report.observed.end(), part.observed.begin(), part.observed.end());
  report.advised.insert(report.advised.end(), part.advised.begin(), part.advised.end());
}

MaskedText LineMasker::mask(std::string_view raw, const MaskOptions& options, MaskReport& report) {
  if (raw.empty()) return {};
  const Timed timed(metrics_);
  std::string out;
  out.reserve(raw.size() + 32);
  add(redactor_.mask(snapshot(), raw, options, out), report);
  return MaskedText(std::move(out));
}

MaskedText LineMasker::mask_sd(std::string_view raw, const MaskOptions& options, MaskReport& report) {
  if (raw.empty()) return {};
  const std::vector<wire::SdPiece> pieces = wire::split_sd(raw);
  std::vector<std::string> masked;
  std::string before;  // the bytes in front of a value: a name such as password=" tells what the value is
  for (const wire::SdPiece& piece : pieces) {
    if (!piece.is_value) {
      before = piece.text;
      masked.push_back(mask(piece.text, options, report).bytes());
      continue;
    }
    const size_t name_at = before.find_last_of(" [") + 1;
    const std::string context = before.substr(std::min(name_at, before.size()));
    const std::string with_name = mask(context + piece.text + "\"", options, report).bytes();
    const bool intact = with_name.size() > context.size() && with_name.compare(0, context.size(), context) == 0 && with_name.back() == '"';
    masked.push_back(intact ? with_name.substr(context.size(), with_name.size() - context.size() - 1)
                            : mask(piece.text, options, report).bytes());
  }
  return MaskedText(join_masked(pieces, masked));
}

void LineMasker::feed(StreamRedactor& stream, std::string_view piece, uint64_t now_ms, std::string& out, MaskReport& report) {
  const Timed timed(metrics_);
  const auto deadline = stream.deadline_ms();
  if (deadline && *deadline <= now_ms) add(stream.tick(snapshot(), redactor_, now_ms, out), report);
  add(stream.feed(snapshot(), redactor_, piece, now_ms, out), report);
}

void LineMasker::release(StreamRedactor& stream, uint64_t now_ms, std::string& out, MaskReport& report) {
  const Timed timed(metrics_);
  add(stream.tick(snapshot(), redactor_, now_ms + kHoldDeadlineMs + 1, out), report);
}

void LineMasker::finish(StreamRedactor& stream, std::string& out, MaskReport& report) {
  const Timed timed(metrics_);
  add(stream.finish(snapshot(), redactor_, out), report);
}

}  // namespace redactd::daemon
