// A bare libuv echo on a Unix socket: the least that a server built on libuv can cost.
#pragma once

#include <memory>
#include <string>

namespace redactd::bench {

// Serves on its own thread from construction to destruction.
class EchoServer {
 public:
  explicit EchoServer(const std::string& path);
  ~EchoServer();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace redactd::bench
