# The permitted arrows between folders. A folder may include itself and what its row names; anything else is refused at
# configure time. Adding an arrow is a decision, made here and nowhere else.
#
# Row: folder | folders it may include | library headers it may include, in .cc files only
set(REDACTD_LAYERS
  "core/base||"
  "core/terminal|core/base|"
  "core/shellwords|core/base|"
  "core/engine|core/terminal core/shellwords core/base|re2 hs"
  "core/catalogue|core/engine core/base|nlohmann"
  "core/import|core/catalogue core/engine core/base|toml++ yaml-cpp nlohmann"
  "core/wire|core/base|nlohmann"
  "core/drill|core/engine core/base|"
  "daemon/ports|core|"
  "daemon/settings|core daemon/ports|nlohmann"
  "daemon/metrics|core daemon/ports|"
  "daemon/ledger|core daemon/ports|"
  "daemon/session|core daemon/ports daemon/metrics|"
  "daemon/control|core daemon/ports daemon/session daemon/settings daemon/metrics daemon/ledger|nlohmann"
  "daemon/rim/uv|core/base daemon/ports|uv"
  "daemon/rim/posix|core/base daemon/ports|sodium"
  "daemon/rim/log|core/base daemon/ports|spdlog"
  "daemon/rim/systemd|core/base daemon/ports|systemd"
  "daemon/rim/sqlite|core/base daemon/ports|sqlite3"
  "daemon/rim/sinks|core/base daemon/ports daemon/rim/uv|uv nlohmann"
  "daemon/app|core daemon|uv CLI spdlog nlohmann"
  "daemon|core daemon|"
  "client/link|core|sodium"
  "client/files|core client/link|zlib zstd lzma sqlite3"
  "client/shell|core/base|"
  "client/ctl|core client/link client/files client/shell|CLI nlohmann sodium"
  "client/shim|core client/link client/files|CLI nlohmann"
  "client/builtin|core client/link|bash"
)
set(REDACTD_LIBRARIES re2 hs uv nlohmann spdlog CLI sodium systemd sqlite3 zlib zstd lzma bash toml++ yaml-cpp)

function(_redactd_row_for path out_dir out_dirs out_libs)
  set(best "")
  foreach(row IN LISTS REDACTD_LAYERS)
    string(REPLACE "|" ";" cells "${row}|")
    list(GET cells 0 dir)
    string(FIND "${path}" "${dir}/" at)
    if(at EQUAL 0)
      string(LENGTH "${dir}" n)
      string(LENGTH "${best}" m)
      if(n GREATER m)
        set(best "${dir}")
        list(GET cells 1 dirs)
        list(GET cells 2 libs)
      endif()
    endif()
  endforeach()
  separate_arguments(dirs)
  separate_arguments(libs)
  set(${out_dir} "${best}" PARENT_SCOPE)
  set(${out_dirs} "${dirs}" PARENT_SCOPE)
  set(${out_libs} "${libs}" PARENT_SCOPE)
endfunction()

function(_redactd_check_include file included dir dirs libs)
  string(REGEX MATCH "^(core|daemon|client)/" ours "${included}")
  if(ours)
    foreach(allowed IN LISTS dir dirs)
      string(FIND "${included}" "${allowed}/" at)
      if(at EQUAL 0)
        return()
      endif()
    endforeach()
    message(FATAL_ERROR "layers: ${file} includes \"${included}\": ${dir} may not include it. "
      "Turn the dependency round or, if the arrow is right, add it to cmake/layers.cmake.")
  endif()
  string(REGEX MATCH "^[^/.]+" head "${included}")
  if(head IN_LIST REDACTD_LIBRARIES)
    string(REGEX MATCH "\\.h$" is_header "${file}")
    if(is_header OR NOT head IN_LIST libs)
      message(FATAL_ERROR "layers: ${file} includes <${included}>: the library '${head}' is allowed only in .cc files of "
        "the folders that cmake/layers.cmake names.")
    endif()
  endif()
endfunction()

# Reads every source below core, daemon and client of `root` and stops the configuration at the first forbidden include.
function(redactd_check_layers root)
  file(GLOB_RECURSE files RELATIVE "${root}" CONFIGURE_DEPENDS
    "${root}/core/*.h" "${root}/core/*.cc" "${root}/daemon/*.h" "${root}/daemon/*.cc" "${root}/client/*.h" "${root}/client/*.cc")
  foreach(file IN LISTS files)
    _redactd_row_for("${file}" dir dirs libs)
    if(NOT dir)
      message(FATAL_ERROR "layers: ${file} is in no layer; give its folder a row in cmake/layers.cmake.")
    endif()
    file(STRINGS "${root}/${file}" lines REGEX "^[ \t]*#[ \t]*include[ \t]+[<\"]")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]+[<\"]([^>\"]+)[>\"].*" "\\1" included "${line}")
      _redactd_check_include("${file}" "${included}" "${dir}" "${dirs}" "${libs}")
    endforeach()
  endforeach()
endfunction()
