# The library for C++ programs: headers and archives of core and server, and the package that find_package(barqdb) reads.
# A component of its own: cmake --install BUILD --component library
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/barqdb)
install(TARGETS barqdb_core barqdb_server barqdb_options EXPORT barqdbTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
foreach(folder base model config revision plan analyze db catalog execute batch)
  install(DIRECTORY src/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/barqdb COMPONENT library
          FILES_MATCHING PATTERN "*.hpp" PATTERN driver.hpp EXCLUDE PATTERN native.hpp EXCLUDE PATTERN sql EXCLUDE)
endforeach()
install(EXPORT barqdbTargets NAMESPACE barqdb:: DESTINATION ${package} COMPONENT library)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/barqdbConfig.cmake.in ${PROJECT_BINARY_DIR}/barqdbConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/barqdbConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/barqdbConfig.cmake ${PROJECT_BINARY_DIR}/barqdbConfigVersion.cmake
        DESTINATION ${package} COMPONENT library)
