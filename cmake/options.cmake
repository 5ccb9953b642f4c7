# Every switch of the build, in one place.
option(REDACTD_BUILD_TESTS "Build the unit, contract and property tests" ON)
option(REDACTD_BUILD_FUZZERS "Build the libFuzzer targets (needs clang)" OFF)
option(REDACTD_BUILD_BENCH "Build the benchmarks (needs Google Benchmark)" OFF)
option(REDACTD_BUILD_BUILTIN "Build the loadable builtin for bash (needs bash-builtins)" ON)
set(REDACTD_SANITIZE "" CACHE STRING "Sanitizers for our code, as -fsanitize= takes them: address,undefined or thread")
