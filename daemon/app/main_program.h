// The program behind main(): command line, configuration, check or service, exit status.
#pragma once

namespace redactd::daemon {

int main_program(int argc, char** argv);

}  // namespace redactd::daemon
