# The large headers of a target, compiled once for all of its files. Not with a compiler cache: that remembers whole compilations,
# and trusts precompiled headers only when told to. A build without shows that each file includes what it uses.
function(redactd_precompile target)
  if(REDACTD_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
