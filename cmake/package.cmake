# What `cmake --install` puts where, and the Debian package that CPack makes of it: `cpack` in the build folder.
include(GNUInstallDirs)
set(doc ${CMAKE_INSTALL_DATADIR}/doc/barqdb)
install(TARGETS barqdb RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY profiles migrations DESTINATION ${doc}/examples/fleet)
install(FILES README.md LICENSE DESTINATION ${doc} OPTIONAL)
install(DIRECTORY docs/ DESTINATION ${doc} FILES_MATCHING PATTERN "*.md")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME barqdb)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_CONTACT "barqdb maintainers <barqdb@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The embedded server needs PostgreSQL's own programs; a database elsewhere does not.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS postgresql)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};barqdb;Unspecified;/")  # without the library
include(CPack)
