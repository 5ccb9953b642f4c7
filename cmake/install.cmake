# The system layout, but for the programs: each is installed by the file that builds it.
install(DIRECTORY config/rules.d config/commands.d DESTINATION share/redactd FILES_MATCHING PATTERN "*.json")
if(EXISTS "${CMAKE_SOURCE_DIR}/config/schema")
  install(DIRECTORY config/schema DESTINATION share/redactd FILES_MATCHING PATTERN "*.json")
endif()

install(FILES systemd/sysusers.d/redactd.conf DESTINATION lib/sysusers.d)
install(FILES systemd/tmpfiles.d/redactd.conf DESTINATION lib/tmpfiles.d)

install(FILES client/completions/redactctl.bash DESTINATION share/bash-completion/completions RENAME redactctl)
install(FILES client/completions/_redactctl DESTINATION share/zsh/vendor-completions)
install(FILES client/completions/redactctl.fish DESTINATION share/fish/vendor_completions.d)

file(GLOB man_pages CONFIGURE_DEPENDS docs/man/*.[1-8])
foreach(page IN LISTS man_pages)
  string(REGEX MATCH "[1-8]$" section "${page}")
  install(FILES "${page}" DESTINATION share/man/man${section})
endforeach()
install(FILES LICENSE README.md CHANGELOG.md SECURITY.md DESTINATION share/doc/redactd OPTIONAL)
install(FILES packages/deb/copyright DESTINATION share/doc/redactd)
file(GLOB documents CONFIGURE_DEPENDS docs/*.md)
install(FILES ${documents} DESTINATION share/doc/redactd)

# Units hold the path of the programs, and /etc belongs to the prefix /usr only: both are known at install time.
install(CODE "set(REDACTD_SOURCE_DIR \"${CMAKE_SOURCE_DIR}\")
set(REDACTD_BINARY_DIR \"${CMAKE_BINARY_DIR}\")")
install(SCRIPT "${CMAKE_SOURCE_DIR}/cmake/install_units.cmake")
