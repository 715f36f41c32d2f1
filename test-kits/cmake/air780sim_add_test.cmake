# air780sim_add_test(NAME name COMMAND program [argument…] [SCENARIO scenario] [OPTIONS option…] [TIMEOUT seconds])
#
# Adds a test that runs `program` (a target of this project, or a path) against a fresh air780sim on free ports. In its
# arguments {pty} is the path of the serial device, {tcp} HOST:PORT of the line over TCP and {port} that port; the
# environment has the same (air780sim-with --help).
# With SCENARIO, a file or a name of the library (air780sim --list-scenarios), the test ends when the scenario does and
# passes if its expectations hold; the verdict is also written to NAME.xml (JUnit) in the build directory. Without, it
# ends with the program and takes its exit code. OPTIONS go to air780sim; TIMEOUT defaults to 150 s.
function(air780sim_add_test)
  cmake_parse_arguments(TEST "" "NAME;SCENARIO;TIMEOUT" "COMMAND;OPTIONS" ${ARGN})
  if(NOT TEST_NAME OR NOT TEST_COMMAND)
    message(FATAL_ERROR "air780sim_add_test: NAME and COMMAND are needed")
  endif()
  if(TEST_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "air780sim_add_test(${TEST_NAME}): '${TEST_UNPARSED_ARGUMENTS}' is not understood; there are NAME, "
                        "COMMAND, SCENARIO, OPTIONS and TIMEOUT")
  endif()
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 150)
  endif()
  set(options ${TEST_OPTIONS})
  if(TEST_SCENARIO)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${TEST_SCENARIO}")
      set(TEST_SCENARIO "${CMAKE_CURRENT_SOURCE_DIR}/${TEST_SCENARIO}")
    endif()
    list(APPEND options --scenario "${TEST_SCENARIO}" --report "${CMAKE_CURRENT_BINARY_DIR}/${TEST_NAME}.xml")
  endif()
  list(POP_FRONT TEST_COMMAND program)
  if(TARGET ${program})
    set(program "$<TARGET_FILE:${program}>")
  endif()
  add_test(NAME ${TEST_NAME} COMMAND "${air780sim_WITH}" ${options} -- ${program} ${TEST_COMMAND})
  set_tests_properties(${TEST_NAME} PROPERTIES TIMEOUT ${TEST_TIMEOUT}
    ENVIRONMENT "AIR780SIM_PROGRAM=$<TARGET_FILE:air780sim::air780sim>")
endfunction()
