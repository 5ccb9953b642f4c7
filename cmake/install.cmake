# Install rules: see install(TARGETS) beside each program.
