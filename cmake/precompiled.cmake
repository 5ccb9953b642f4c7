# The large headers of a target, compiled once for all of its files. Not with a compiler cache: that remembers whole compilations,
# and trusts precompiled headers only when told to. A build without shows that each file includes what it uses.
# Such a target is never compiled several files at once (CMAKE_UNITY_BUILD): its files name their own parts alike (Options, dump).
function(redactd_precompile target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  if(REDACTD_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
