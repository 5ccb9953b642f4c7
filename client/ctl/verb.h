// A verb: declares its options on a subcommand and hands back what runs it. One file each in verbs/; the table is in
// verb_table.cc.
#pragma once

#include <functional>
#include <span>

#include "client/ctl/globals.h"

namespace CLI {
class App;
}

namespace redactd::ctl {

using Run = std::function<int()>;

struct Verb {
  const char* name;
  const char* summary;
  // The options live as long as the returned function. `globals` is filled in when it is called.
  Run (*declare)(CLI::App& app, const Globals& globals);
};

std::span<const Verb> verbs();

}  // namespace redactd::ctl
