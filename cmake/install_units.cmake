# Runs at install time: writes the units with the final path of the programs, and the configuration below /etc.
# In: REDACTD_SOURCE_DIR, REDACTD_BINARY_DIR, CMAKE_INSTALL_PREFIX; DESTDIR is honoured by file(INSTALL).
set(BINDIR "${CMAKE_INSTALL_PREFIX}/bin")
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  set(etc /etc)
else()
  set(etc "${CMAKE_INSTALL_PREFIX}/etc")
endif()

foreach(kind system user)
  set(from "${REDACTD_SOURCE_DIR}/systemd")
  if(kind STREQUAL "user")
    set(from "${from}/user")
  endif()
  file(GLOB units "${from}/*.service" "${from}/*.socket")
  foreach(unit IN LISTS units)
    get_filename_component(name "${unit}" NAME)
    set(made "${REDACTD_BINARY_DIR}/units/${kind}/${name}")
    configure_file("${unit}" "${made}" @ONLY)
    file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/systemd/${kind}" TYPE FILE FILES "${made}"
      PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  endforeach()
endforeach()

# The operator's own files: rules beside the packaged ones, and the configuration with its defaults.
if(EXISTS "${REDACTD_SOURCE_DIR}/config/redactd.json")
  file(INSTALL DESTINATION "${etc}/redactd" TYPE FILE FILES "${REDACTD_SOURCE_DIR}/config/redactd.json")
endif()
file(MAKE_DIRECTORY "$ENV{DESTDIR}${etc}/redactd/rules.d")
