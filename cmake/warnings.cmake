# Warnings are errors in our code; library headers are SYSTEM and so exempt.
add_library(redactd_warnings INTERFACE)
target_compile_options(redactd_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough -Werror>)
if(CMAKE_UNITY_BUILD)
  # A type of a file's own in a class that only this file defines is no fault; in a unity file the compiler takes it for a header's.
  target_compile_options(redactd_warnings INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
endif()
