# CPack settings for the .deb: `cpack --config BUILD/CPackConfig.cmake -G DEB`.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME redactd)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "redactd maintainers <redactd@localhost.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
  "redactd masks secrets in shell history, program output, logs and syslog before they are stored. It consists of a daemon, the operator's tool redactctl and the small client redact-shim.")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
# Units and /etc take their paths from the prefix at install time, so the prefix must be the real one: DESTDIR.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "bash (>= 5.2) | zsh | fish")
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
if(DPKG_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
  set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "libc6, libstdc++6, libuv1, libre2-9, libvectorscan5, libspdlog1.10, libfmt9, libsodium23, libsystemd0")
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/packages/deb/postinst;${CMAKE_SOURCE_DIR}/packages/deb/prerm;${CMAKE_SOURCE_DIR}/packages/deb/postrm;${CMAKE_SOURCE_DIR}/packages/deb/conffiles")
include(CPack)
