// May what goes to a descriptor be coloured?
#pragma once

namespace redactd::ctl {

// True on a terminal, unless NO_COLOR is set and not empty (no-color.org) or TERM says that it knows no escapes.
bool colours_on(int fd);

}  // namespace redactd::ctl
