redactd_test(unit client LINKS redactd_shim redactd_ctl redactd_link)
redactd_test(unit files LINKS redactd_files redactd_vectorscan)
redactd_test(unit formats LINKS redactd_files redactd_vectorscan)
