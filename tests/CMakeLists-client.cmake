redactd_test(unit client LINKS redactd_shim redactd_ctl redactd_link)
