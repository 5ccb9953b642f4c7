// Every limit of the system, the unit last in the name.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redactd {

// Capture protocol (docs/protocol.md).
inline constexpr size_t kMaxHeaderBytes = 4 * 1024;
inline constexpr size_t kMaxFrameBytes = 8 * 1024 * 1024;
inline constexpr size_t kMaxUnreadReplyBytes = 1024 * 1024;
inline constexpr size_t kMaxUnfinishedBodiesBytes = 96 * 1024 * 1024;
inline constexpr uint64_t kHeaderDeadlineMs = 5'000;
inline constexpr uint64_t kBodyDeadlineMs = 30'000;
inline constexpr uint64_t kUnreadRepliesDeadlineMs = 30'000;
inline constexpr int kListenBacklog = 4096;
inline constexpr size_t kMaxConnectionsPerUid = 512;
inline constexpr size_t kMaxWaitingPutBytes = 1024 * 1024;     // of one connection, not stored yet
inline constexpr size_t kMaxWaitingPuts = 16 * 1024;           // of one connection
inline constexpr size_t kMaxStoreBacklogBytes = 32 * 1024 * 1024;
inline constexpr size_t kMaxDatagramBacklogBytes = 32 * 1024 * 1024;
inline constexpr uint64_t kLingerMs = 2'000;                   // after a framing error: what still comes is read and dropped
inline constexpr size_t kReadBytes = 64 * 1024;
inline constexpr size_t kMaxDatagramBytes = 256 * 1024;

// Control protocol.
inline constexpr size_t kMaxControlConnections = 256;
inline constexpr size_t kMaxControlLineBytes = 1024 * 1024;
inline constexpr size_t kMaxJsonDepth = 64;

// Clients.
inline constexpr uint64_t kReplyDeadlineMs = 50;
inline constexpr uint64_t kConnectRetryMs = 50;
inline constexpr uint64_t kBreakerOpenMs = 10'000;

// Engine.
inline constexpr size_t kMinAnchorBytes = 3;
inline constexpr size_t kMaxAnchorBytes = 24;
inline constexpr size_t kWindowLeftBytes = 320;
inline constexpr size_t kWindowRightBytes = 1100;
inline constexpr size_t kConfirmsPerLine = 64;       // a line may spend this many confirmations ...
inline constexpr size_t kLineBytesPerConfirm = 32;   // ... and one more for each so many bytes
inline constexpr size_t kSliceBytes = 64 * 1024;     // frames above this are scanned in slices cut at line ends
inline constexpr size_t kEchoMinBytes = 8;           // a masked value this long is masked at its other places too
inline constexpr size_t kMaxEchoValues = 64;
inline constexpr size_t kMinMaskedBytes = 8;         // an operator's pattern may not match fewer

// Streams.
inline constexpr size_t kMaxHoldBytes = 64 * 1024;
inline constexpr uint64_t kHoldDeadlineMs = 500;

// Rule and pattern files: the shipped ones have 100 KB.
inline constexpr size_t kMaxRuleFileBytes = 8 * 1024 * 1024;

// RE2's memory budget for one pattern (compiled program and caches).
inline constexpr int64_t kPatternMemoryBytes = 1024 * 1024;

}  // namespace redactd
