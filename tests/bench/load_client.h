// A client that keeps several connections busy with pipelined `mask` frames and waits for every reply.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace redactd::bench {

class LoadClient {
 public:
  enum class Server { kEcho, kRedactd };

  // Connects `connections` times; each round sends `depth` frames on every connection, one frame a line of `text`.
  LoadClient(Server server, const std::string& path, size_t connections, size_t depth, const std::string& text);
  ~LoadClient();
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;

  bool connected() const { return connected_; }
  // One round; returns the number of lines answered, 0 if a connection broke.
  size_t round();

 private:
  bool receive(size_t connection);

  Server server_;
  size_t depth_;
  bool connected_ = true;
  std::vector<int> sockets_;
  std::vector<std::string> batches_;
};

}  // namespace redactd::bench
