// Codecs, tar headers and git's object stream give the same however the input is cut.
#include <doctest.h>

#include <cstdio>

#include "client/files/formats/codec.h"
#include "client/files/formats/git_objects.h"
#include "client/files/formats/tar_headers.h"

namespace redactd::files {
namespace {

std::string packed(Format format, std::string_view text) {
  std::string out;
  auto sink = [&](std::string_view bytes) {
    out += bytes;
    return true;
  };
  auto encoder = make_encoder(format);
  REQUIRE(encoder->begin({}));
  REQUIRE(encoder->write(text, sink));
  REQUIRE(encoder->end(sink));
  return out;
}

drill::Match match(uint64_t begin, uint64_t end) {
  drill::Match made;
  made.begin = begin;
  made.end = end;
  return made;
}

std::string tar_header(const std::string& name, size_t size, char type) {
  std::string block(512, '\0');
  block.replace(0, name.size(), name);
  char octal[12];
  snprintf(octal, sizeof octal, "%011zo", size);
  block.replace(124, 11, octal);
  block[156] = type;
  block.replace(257, 5, "ustar");
  block.replace(148, 8, "        ");
  unsigned sum = 0;
  for (char c : block) sum += static_cast<unsigned char>(c);
  snprintf(octal, sizeof octal, "%06o", sum);
  block.replace(148, 6, octal);
  block[154] = '\0';
  return block;
}

TEST_CASE("a codec reads back what it wrote, byte by byte") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919) + "\n";
  for (Format format : {Format::kGzip, Format::kZstd, Format::kXz}) {
    std::string file = packed(format, text), out;
    CHECK(begins_member(format, file));
    auto decoder = make_decoder(format);
    auto state = Decoder::State::kMore;
    std::string room(1000, '\0');
    for (size_t at = 0; at < file.size() || state == Decoder::State::kMore;) {
      std::string_view in = std::string_view(file).substr(at, 1);
      auto step = decoder->step(in, room);
      at += (at < file.size() ? 1 : 0) - in.size();
      out.append(room, 0, step.produced);
      state = step.state;
      if (state != Decoder::State::kMore) break;
    }
    CHECK(state == Decoder::State::kMemberEnd);
    CHECK(out == text);
  }
}

TEST_CASE("a decoder says that a stream is broken") {
  for (Format format : {Format::kGzip, Format::kZstd, Format::kXz}) {
    std::string file = packed(format, std::string(5000, 'a') + "b");
    for (size_t i = 12; i < file.size(); ++i) file[i] = static_cast<char>(~file[i]);
    auto decoder = make_decoder(format);
    std::string room(10000, '\0');
    std::string_view in = file;
    auto state = Decoder::State::kMore;
    for (int i = 0; i < 5 && state == Decoder::State::kMore; ++i) state = decoder->step(in, room).state;
    CHECK(state != Decoder::State::kMemberEnd);
  }
}

TEST_CASE("tar headers are known however the stream is cut") {
  std::string tar = tar_header("a", 600, '0') + std::string(1024, 'x') + tar_header("p", 100, 'x') + std::string(512, 'p') +
                    tar_header("b", 3, '0') + std::string(512, 'y') + std::string(1024, '\0');
  CHECK(begins_tar(tar));
  for (size_t cut : {1, 7, 511, 512, 513, 5000}) {
    TarHeaders headers;
    for (size_t at = 0; at < tar.size(); at += cut) headers.feed(std::string_view(tar).substr(at, cut));
    CHECK(headers.touches(match(0, 10)));
    CHECK(headers.touches(match(500, 520)));
    CHECK_FALSE(headers.touches(match(512, 1536)));
    CHECK(headers.touches(match(2100, 2110)));  // a pax record
    CHECK(headers.touches(match(2560, 2570)));
    CHECK_FALSE(headers.touches(match(3072, 3075)));
  }
}

TEST_CASE("git's objects are counted once each, however the stream is cut") {
  std::string stream = "aa blob 10\n0123456789\nbb missing\ncc tree 0\n\ndd commit 4\nabcd\n";
  for (size_t cut : {1, 2, 5, 100}) {
    GitObjects objects;
    for (size_t at = 0; at < stream.size(); at += cut) REQUIRE(objects.feed(std::string_view(stream).substr(at, cut)));
    CHECK(objects.is_at_boundary());
    CHECK(objects.hit(match(11, 13)));
    CHECK(objects.hit(match(15, 18)));
    CHECK_FALSE(objects.hit(match(22, 24)));
    CHECK(objects.hit(match(stream.size() - 5, stream.size() - 1)));
    CHECK(objects.objects_hit() == 2);
  }
  CHECK_FALSE(GitObjects().feed("no size here\n"));
}

}  // namespace
}  // namespace redactd::files
