// Checksums that vendors build into their tokens. One that holds makes a finding certain; one that fails proves nothing:
// published examples fail theirs (docs/rules.md).
#pragma once

#include <string_view>

namespace redactd {

// The names that a rule's `checks` may hold: crc32-hex, crc32-base62, crc32-base36, crc32-le-hex, crc32-le-base64, crc32-tail-hex.
bool checksum_known(std::string_view name);

// True if the token PREFIX + BODY carries the right checksum:
//   crc32-hex         body without its last 8, as 8 lower hex digits (Cloudflare)
//   crc32-base62      body without its last 6, as 6 digits 0-9A-Za-z (GitHub, npm)
//   crc32-base36      prefix and body without the last 7, as 7 digits 0-9a-z (GitLab routable)
//   crc32-le-hex      prefix and body up to the last '_', little endian, as 8 hex digits (Grafana)
//   crc32-le-base64   body without its last 6, little endian, the first 6 of its base64 (Confluent)
//   crc32-tail-hex    body up to the last '_', as 8 hex digits (Zuplo)
// CRC-32 is that of IEEE 802.3, as in zlib.
bool checksum_holds(std::string_view name, std::string_view prefix, std::string_view body);

}  // namespace redactd
