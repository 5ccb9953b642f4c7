#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_metrics(CLI::App&, const Globals& globals) {
  return [&globals] {
    auto answer = call_daemon(globals, "metrics", "{}");
    if (!answer.ok()) return fail(answer.error());
    std::string text = json_field(*answer, "text");
    return print(text.empty() ? *answer + "\n" : text);
  };
}

}  // namespace redactd::ctl
