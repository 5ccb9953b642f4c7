// Whatever a start file holds: what setup puts in, it takes out again, and twice is once.
#include <doctest.h>
#include <rapidcheck.h>

#include "client/ctl/setup/start_file.h"

using namespace redactd::ctl;

TEST_CASE("the block goes in once and comes out to the byte") {
  const bool held = rc::check([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::oneOf(rc::gen::arbitrary<std::string>(), rc::gen::element<std::string>("\n", "alias a=b\n", "# <<< redactd <<<\n", "x", "\r\n")));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const std::string shell = *rc::gen::element<std::string>("bash", "zsh", "fish");
    const std::string block = hook_block(shell, "/usr/bin/redactctl");
    const std::string changed = with_block(text, block);
    RC_ASSERT(hooked_by(changed, shell) == Hooked::kByBlock);
    RC_ASSERT(with_block(changed, block) == changed);
    RC_ASSERT(without_block(changed) == text);
    RC_ASSERT(without_block(text) == text);
  });
  CHECK(held);
}
