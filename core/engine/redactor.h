// Text in, the same text out with findings masked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret_view.h"
#include "core/engine/snapshot.h"

namespace redactd {

// Bytes [begin, end) of the text are masked for rule number `rule`. Offsets, never bytes.
struct Finding {
  static constexpr uint32_t kLineBudget = 0xffffffff;  // not a rule: the line was too costly, its rest is masked
  size_t begin;
  size_t end;
  uint32_t rule;
  bool continued = false;  // the mask was already written for an earlier piece: write nothing
};

// Makes the 8 hex digits of a keyed fingerprint (rules with `fingerprint`); absent, or an empty answer: such masks carry none.
using FingerprintFn = std::string (*)(void* context, SecretView value);

struct MaskOptions {
  std::optional<uint32_t> uid = {};  // whose lines these are: rules of other owners do not apply
  FingerprintFn fingerprint = nullptr;
  void* fingerprint_context = nullptr;
  std::optional<uint32_t> only_rule = {};  // run just this rule (rule checks, `redactctl test --rule`)
};

// What one call found. `rules` has one entry a masked finding; `observed` and `advised` one a match of such a rule.
struct MaskReport {
  size_t findings = 0;
  std::vector<uint32_t> rules;
  std::vector<uint32_t> observed;
  std::vector<uint32_t> advised;
};

// Holds the scratch memory of searches: one per thread, reused for every text.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // The findings of a whole text: sorted, not overlapping.
  void find(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::vector<Finding>& findings,
            MaskReport* report = nullptr);

  // Appends the masked text to `out`. Bytes outside findings come out as they went in. Masking twice changes nothing.
  MaskReport mask(const Snapshot& snapshot, std::string_view text, const MaskOptions& options, std::string& out);

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// The bytes that stand for a finding: [REDACTED_<LABEL>], [REDACTED_<LABEL>:<8 hex>] or [REDACTED_LINE].
std::string mask_text(const Snapshot& snapshot, const Finding& finding, std::string_view text, const MaskOptions& options);

}  // namespace redactd
