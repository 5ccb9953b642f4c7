// `redactctl rules import`: another scanner's rules as a rule file of ours.
#pragma once

#include <string>

namespace redactd::ctl {

struct ImportRequest {
  std::string from;    // gitleaks, kingfisher, noseyparker, trufflehog-regex
  std::string path;    // a file, or a directory of them (not its subdirectories)
  std::string output;  // empty or "-": stdout, and the report goes to stderr
  bool observe = false;
};

// The file, mode 644, is replaced as a whole, and only if a rule could be translated. 0: at least one was; 1: none; 5: the
// input could not be read (none of it, if it is a directory), or the output not written.
int run_rules_import(const ImportRequest& request, bool as_json);

}  // namespace redactd::ctl
