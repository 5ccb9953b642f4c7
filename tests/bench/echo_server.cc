#include "tests/bench/echo_server.h"

#include <uv.h>

#include <cstdlib>
#include <future>
#include <thread>

namespace redactd::bench {
namespace {

struct Peer {
  uv_pipe_t pipe{};
  char buffer[64 << 10];
};

struct Write {
  uv_write_t request{};
  std::string rest;
};

void close_peer(uv_handle_t* handle) { delete static_cast<Peer*>(handle->data); }

// What the kernel does not take at once is queued, as a real server must.
void echo(uv_stream_t* stream, const char* bytes, size_t size) {
  uv_buf_t buffer = uv_buf_init(const_cast<char*>(bytes), static_cast<unsigned>(size));
  const int sent = uv_try_write(stream, &buffer, 1);
  const size_t done = sent > 0 ? static_cast<size_t>(sent) : 0;
  if (done == size) return;
  auto* write = new Write;
  write->rest.assign(bytes + done, size - done);
  write->request.data = write;
  uv_buf_t queued = uv_buf_init(write->rest.data(), static_cast<unsigned>(write->rest.size()));
  uv_write(&write->request, stream, &queued, 1, [](uv_write_t* request, int) { delete static_cast<Write*>(request->data); });
}

void on_read(uv_stream_t* stream, ssize_t n, const uv_buf_t* buffer) {
  if (n < 0) {
    uv_close(reinterpret_cast<uv_handle_t*>(stream), close_peer);
  } else {
    echo(stream, buffer->base, static_cast<size_t>(n));
  }
}

void on_alloc(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  auto* peer = static_cast<Peer*>(handle->data);
  *buffer = uv_buf_init(peer->buffer, sizeof peer->buffer);
}

void on_connection(uv_stream_t* server, int status) {
  if (status < 0) return;
  auto* peer = new Peer;
  peer->pipe.data = peer;
  uv_pipe_init(server->loop, &peer->pipe, 0);
  if (uv_accept(server, reinterpret_cast<uv_stream_t*>(&peer->pipe)) == 0) {
    uv_read_start(reinterpret_cast<uv_stream_t*>(&peer->pipe), on_alloc, on_read);
  }
}

}  // namespace

struct EchoServer::Impl {
  uv_loop_t loop{};
  uv_pipe_t server{};
  uv_async_t stop{};
  std::thread thread;
};

EchoServer::EchoServer(const std::string& path) : impl_(std::make_unique<Impl>()) {
  uv_loop_init(&impl_->loop);
  uv_pipe_init(&impl_->loop, &impl_->server, 0);
  if (uv_pipe_bind(&impl_->server, path.c_str()) != 0) std::abort();
  if (uv_listen(reinterpret_cast<uv_stream_t*>(&impl_->server), 128, on_connection) != 0) std::abort();
  uv_async_init(&impl_->loop, &impl_->stop, [](uv_async_t* handle) { uv_stop(handle->loop); });
  impl_->thread = std::thread([this] { uv_run(&impl_->loop, UV_RUN_DEFAULT); });
}

EchoServer::~EchoServer() {
  uv_async_send(&impl_->stop);
  impl_->thread.join();
}

}  // namespace redactd::bench
