// Masked lines over the capture socket beside a bare libuv echo: round trips (1 x 1) and pipelined (8 x 64 and others).
// The daemon is one that already runs: REDACTD_SOCKET_DIR says where (tests/bench/run starts one).
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "tests/bench/echo_server.h"
#include "tests/bench/load_client.h"
#include "tests/bench/log_text.h"

namespace {

using namespace redactd::bench;

const std::string& lines() {
  static const std::string text = command_text(256 << 10, 100);
  return text;
}

void drive(benchmark::State& state, LoadClient::Server server, const std::string& path) {
  LoadClient client(server, path, static_cast<size_t>(state.range(0)), static_cast<size_t>(state.range(1)), lines());
  if (!client.connected()) {
    state.SkipWithError("nobody listens on the socket");
    return;
  }
  size_t answered = 0;
  for (auto _ : state) {
    const size_t n = client.round();
    if (n == 0) {
      state.SkipWithError("a connection broke");
      return;
    }
    answered += n;
  }
  state.counters["lines"] = benchmark::Counter(static_cast<double>(answered), benchmark::Counter::kIsRate);
}

void BM_Echo(benchmark::State& state) {
  const std::string path = "/tmp/redactd-bench-echo." + std::to_string(getpid());
  unlink(path.c_str());
  {
    const EchoServer server(path);
    drive(state, LoadClient::Server::kEcho, path);
  }
  unlink(path.c_str());
}

void BM_Redactd(benchmark::State& state) {
  const char* folder = std::getenv("REDACTD_SOCKET_DIR");
  drive(state, LoadClient::Server::kRedactd, std::string(folder ? folder : "") + "/capture.sock");
}

void shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"connections", "depth"})->Args({1, 1})->Args({1, 64})->Args({8, 64})->Args({64, 16})->UseRealTime();
}

BENCHMARK(BM_Echo)->Apply(shapes);
BENCHMARK(BM_Redactd)->Apply(shapes);

}  // namespace
