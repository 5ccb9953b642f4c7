// Where in a repository something was found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/files/formats/fault.h"

namespace redactd::files {

struct GitSurvey {
  uint64_t objects = 0;            // that hold a match
  uint64_t reflog_entries = 0;     // matches below logs/
  std::vector<std::string> files;  // other files with a match (config, COMMIT_EDITMSG, ...), below the repository
};

// Reads everything below `directory` (a repository's own path). Counts go into `result`, the fault is the first.
std::optional<Fault> survey_repository(const std::string& directory, const drill::Target& target, const SweepOptions& options,
                                       FileResult& result, GitSurvey& survey);

}  // namespace redactd::files
