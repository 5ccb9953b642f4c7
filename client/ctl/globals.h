// What every verb may need to know.
#pragma once

#include <string>

namespace redactd::ctl {

struct Globals {
  std::string socket_dir;  // --socket-dir; empty: search (client/link/paths.h)
  std::string state_dir;   // --state-dir; empty: search
};

// Exit statuses (design of the command line).
inline constexpr int kDone = 0;
inline constexpr int kAnswerIsNo = 1;
inline constexpr int kUsage = 2;
inline constexpr int kUnreachable = 3;
inline constexpr int kRefused = 4;
inline constexpr int kIoFailed = 5;

}  // namespace redactd::ctl
