// The look of the report. One text, so that its hash can stand in the page's content security policy.
#pragma once

#include <string_view>

namespace redactd::ctl {

extern const std::string_view kReportStyle;

}  // namespace redactd::ctl
