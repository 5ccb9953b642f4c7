#include "client/shim/exec/streams.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "client/link/clock.h"
#include "client/shim/make_filter.h"

namespace redactd::shim {
namespace {

bool same_place(int a, int b) {
  struct stat one {};
  struct stat two {};
  return fstat(a, &one) == 0 && fstat(b, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

}  // namespace

Result<Streams> Streams::open(const ExecOptions& options) {
  Streams streams;
  const bool out_tty = !options.no_pty && isatty(STDOUT_FILENO) == 1;
  const bool error_tty = !options.no_pty && isatty(STDERR_FILENO) == 1;
  streams.own_session_ = out_tty && isatty(STDIN_FILENO) == 1;
  streams.error_shares_ = same_place(STDOUT_FILENO, STDERR_FILENO);
  if (out_tty || error_tty) {
    streams.window_from_ = out_tty ? STDOUT_FILENO : STDERR_FILENO;
    auto pty = open_pty(streams.window_from_, !streams.own_session_);
    if (!pty.ok()) return pty.error();
    streams.pty_ = std::move(*pty);
    streams.master_ = streams.pty_.master.get();
  }
  auto make_pipe = [](Pipe& pipe) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    pipe.reader.reset(ends[0]);
    pipe.writer.reset(ends[1]);
    return true;
  };
  const bool piped = (out_tty || make_pipe(streams.out_)) && (error_tty || streams.error_shares_ || make_pipe(streams.error_));
  if (!piped) return Error{"exec.failed", std::string("pipe: ") + strerror(errno) + ".", ""};
  return streams;
}

CommandFds Streams::command_fds() const {
  const int out = out_.writer ? out_.writer.get() : pty_.slave.get();
  const int error = error_.writer ? error_.writer.get() : (error_shares_ ? out : pty_.slave.get());
  return {own_session_ ? pty_.slave.get() : -1, out, error};
}

std::vector<std::unique_ptr<Channel>> Streams::make_channels(const ExecOptions& options, TypedEcho& echo, LineStore* store) {
  std::vector<std::unique_ptr<Channel>> channels;
  auto engine = make_engine(options.masker);
  auto make = [&](Filter::Sink sink) {
    return make_filter(options.masker, {{"stream", "log"}}, options.json_lines, engine, std::move(sink));
  };
  auto add = [&](link::Fd source, int target) {
    channels.push_back(std::make_unique<Channel>(std::move(source), target, make, store));
  };
  if (pty_.master) {
    add(std::move(pty_.master), window_from_);
    if (own_session_) {
      channels.back()->set_as_it_is([&echo](std::string_view shown) { return echo.is_echo(shown, link::monotonic_ms()); });
    }
  }
  if (out_.reader) add(std::move(out_.reader), STDOUT_FILENO);
  if (error_.reader) add(std::move(error_.reader), STDERR_FILENO);
  pty_.slave.reset();
  out_.writer.reset();
  error_.writer.reset();
  return channels;
}

}  // namespace redactd::shim
