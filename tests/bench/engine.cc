// The engine's throughput beside one memchr, RE2::Set and the slow reference, over the same rules and the same text.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>

#include "core/catalogue/catalogue.h"
#include "core/engine/redactor.h"
#include "core/engine/reference.h"
#include "core/engine/stream.h"
#include "tests/bench/log_text.h"
#include "tests/bench/re2_set.h"

namespace {

using namespace redactd;

constexpr size_t kTextBytes = 16 << 20;
constexpr size_t kSecretEvery = 300;

const std::string& logs() {
  static const std::string text = bench::log_text(kTextBytes, kSecretEvery);
  return text;
}

const std::string& commands() {
  static const std::string text = bench::command_text(kTextBytes, 100);
  return text;
}

std::vector<std::shared_ptr<const CompiledRule>> compiled() {
  std::vector<std::shared_ptr<const CompiledRule>> rules;
  for (const RuleSpec& spec : builtin_rules()) {
    auto rule = compile_rule(spec);
    if (!rule) std::abort();
    rules.push_back(*rule);
  }
  return rules;
}

const Snapshot& snapshot(ScannerFactory scanner) {
  static const auto rules = compiled();
  static const auto fast = Snapshot::build(rules, 1, make_vectorscan_scanner);
  static const auto hash = Snapshot::build(rules, 1, make_hash_scanner);
  return scanner == make_hash_scanner ? *hash : *fast;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(text.size()));
}

void BM_Memchr(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::memchr(logs().data(), 0x01, logs().size()));
  count_bytes(state, logs());
}

void BM_Mask(benchmark::State& state, const std::string& (*text)(), ScannerFactory scanner) {
  Redactor redactor;
  std::string out;
  size_t findings = 0;
  for (auto _ : state) {
    out.clear();
    findings = redactor.mask(snapshot(scanner), text(), {}, out).findings;
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, text());
  state.counters["findings"] = static_cast<double>(findings);
}

void BM_Re2Set(benchmark::State& state, const std::string& (*text)()) {
  static const bench::Re2Set set(builtin_rules());
  size_t lines = 0;
  for (auto _ : state) benchmark::DoNotOptimize(lines = set.matching_lines(text()));
  count_bytes(state, text());
  state.counters["rules"] = static_cast<double>(set.size());
  state.counters["lines"] = static_cast<double>(lines);
}

void BM_Reference(benchmark::State& state) {
  const std::string text = logs().substr(0, 64 << 10);
  for (auto _ : state) benchmark::DoNotOptimize(reference_mask(snapshot(make_vectorscan_scanner), text, {}).size());
  count_bytes(state, text);
}

void BM_Stream(benchmark::State& state) {
  Redactor redactor;
  std::string out;
  for (auto _ : state) {
    out.clear();
    StreamRedactor stream;
    for (size_t at = 0; at < logs().size(); at += 64 << 10) {
      stream.feed(snapshot(make_vectorscan_scanner), redactor, std::string_view(logs()).substr(at, 64 << 10), 0, out);
    }
    stream.finish(snapshot(make_vectorscan_scanner), redactor, out);
  }
  count_bytes(state, logs());
}

void BM_OneLine(benchmark::State& state) {
  const std::string line = commands().substr(0, commands().find('\n'));
  Redactor redactor;
  std::string out;
  for (auto _ : state) {
    out.clear();
    redactor.mask(snapshot(make_vectorscan_scanner), line, {}, out);
  }
  count_bytes(state, line);
}

// One line without an end, full of secrets: twice the line has to take twice the time, and the complexity is printed.
void BM_DenseLine(benchmark::State& state, std::string_view secret) {
  std::string line;
  while (line.size() < static_cast<size_t>(state.range(0))) line += secret;
  Redactor redactor;
  std::string out;
  for (auto _ : state) {
    out.clear();
    redactor.mask(snapshot(make_hash_scanner), line, {}, out);
  }
  count_bytes(state, line);
  state.SetComplexityN(state.range(0));
}

void BM_AddPattern(benchmark::State& state) {
  const auto rules = compiled();
  RuleSpec spec;
  spec.id = "bench-pattern";
  spec.label = "BENCH";
  spec.regex.pattern = "bench_[0-9A-Za-z]{32}";
  spec.regex.anchors = {"bench_"};
  for (auto _ : state) {
    auto more = rules;
    more.push_back(*compile_rule(spec));
    benchmark::DoNotOptimize(Snapshot::build(std::move(more), 2, make_vectorscan_scanner));
  }
}

BENCHMARK(BM_Memchr);
BENCHMARK_CAPTURE(BM_Mask, logs_vectorscan, logs, make_vectorscan_scanner)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Mask, logs_hash, logs, make_hash_scanner)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Mask, commands_vectorscan, commands, make_vectorscan_scanner)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Re2Set, logs, logs)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Re2Set, commands, commands)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Stream)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OneLine);
BENCHMARK_CAPTURE(BM_DenseLine, commands, "mysql -pEXAMPLE0123pw ")->RangeMultiplier(2)->Range(1 << 20, 8 << 20)->Unit(benchmark::kMillisecond)->Complexity();
BENCHMARK_CAPTURE(BM_DenseLine, keys, "\"password=EXAMPLE0123pw\"x")->RangeMultiplier(2)->Range(1 << 20, 8 << 20)->Unit(benchmark::kMillisecond)->Complexity();
BENCHMARK(BM_AddPattern)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Reference)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
