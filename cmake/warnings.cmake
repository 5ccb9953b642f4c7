# Warnings are errors in our code; library headers are SYSTEM and so exempt.
add_library(redactd_warnings INTERFACE)
target_compile_options(redactd_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough -Werror>)
