# Sanitizers apply to everything that we compile, tests included, or they would see half of an allocation.
if(REDACTD_SANITIZE)
  add_compile_options(-fsanitize=${REDACTD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${REDACTD_SANITIZE})
else()
  # What hardening-check(1) asks for; sanitizers and _FORTIFY_SOURCE exclude each other.
  add_compile_options(-fstack-protector-strong -fcf-protection=full -fstack-clash-protection)
  add_link_options(-Wl,-z,relro -Wl,-z,now)
  add_compile_definitions($<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()
include(CheckPIESupported)
check_pie_supported()
