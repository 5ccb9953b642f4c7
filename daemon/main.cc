#include "daemon/app/main_program.h"

int main(int argc, char** argv) { return redactd::daemon::main_program(argc, argv); }
