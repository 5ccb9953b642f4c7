// The verbs of redact-shim: one file each. Arguments are those behind the verb; the result is the exit status.
#pragma once

#include <sys/resource.h>

namespace redactd::shim {

struct Arguments {
  int count;
  char** values;
};

int run_mask(Arguments arguments);
int run_history(Arguments arguments);
// `core_limit`: the soft one that the program gets back.
int run_history_file(Arguments arguments, rlim_t core_limit);
// `core_limit`: the soft limit for core dumps that the command gets.
int run_exec(Arguments arguments, rlim_t core_limit);
// `called_as`: "redact-shim log" or "logger", for messages.
int run_log(Arguments arguments, const char* called_as);

}  // namespace redactd::shim
