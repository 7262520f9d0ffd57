# A folder under lib/ is a library kontor_<folder>; its *_test.cpp are one test program
# <folder>_test. A new file needs no line here (CONFIGURE_DEPENDS looks again at each build).

function(kontor_sources out)
  set(found)
  foreach(folder ${ARGN})
    file(GLOB here CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND found ${here})
  endforeach()
  set(tests ${found})
  list(FILTER found EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(${out} ${found} PARENT_SCOPE)
  set(${out}_tests ${tests} PARENT_SCOPE)
endfunction()

function(kontor_target target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
endfunction()

function(kontor_test name sources)
  add_executable(${name} ${sources} ${PROJECT_SOURCE_DIR}/tests/main.cpp)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARGN} doctest::doctest)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS unit
    ENVIRONMENT "KONTOR_SOURCE=${PROJECT_SOURCE_DIR};KONTOR_BUILD=${PROJECT_BINARY_DIR}")
endfunction()

function(kontor_folders library folders)
  kontor_sources(files ${folders})
  if(files)
    add_library(${library} STATIC ${files})
    kontor_target(${library})
    target_link_libraries(${library} PUBLIC ${ARGN})
  else()
    add_library(${library} INTERFACE)
    target_include_directories(${library} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${library} INTERFACE ${ARGN})
  endif()
  if(files_tests)
    string(REPLACE "kontor_" "" short ${library})
    kontor_test(${short}_test "${files_tests}" ${library})
  endif()
endfunction()

function(kontor_library folder)
  kontor_folders(kontor_${folder} lib/${folder} ${ARGN})
endfunction()

# Adds to `library` a generated source with `std::string_view <name>(std::string_view key)` (declared
# in lib/change/embedded.h) that gives the text of <folder>/<key>.<extension>.
function(kontor_embed library name folder extension)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.${extension})
  kontor_embed_files(${library} ${name} lib/change/embedded.h "${files}")
endfunction()

# The same for any list of files; `header` declares the function.
function(kontor_embed_files library name header files)
  set(out ${PROJECT_BINARY_DIR}/embedded/${name}.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  string(REPLACE ";" "|" joined "${files}")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFUNCTION=${name} -DHEADER=${header} "-DFILES=${joined}" -P ${script}
    DEPENDS ${files} ${script}
    VERBATIM)
  target_sources(${library} PRIVATE ${out})
endfunction()

# All nouns of rank 3 in lib/LAYERS, but history, which is no noun.
function(kontor_nouns name)
  file(STRINGS ${PROJECT_SOURCE_DIR}/lib/LAYERS lines REGEX "^3 ")
  set(folders)
  foreach(line ${lines})
    string(REGEX REPLACE "^3 " "" folder ${line})
    if(NOT folder STREQUAL "history")
      list(APPEND folders lib/${folder})
    endif()
  endforeach()
  kontor_folders(kontor_${name} "${folders}" ${ARGN})
  kontor_embed(kontor_${name} embedded_sql schemas/store sql)
endfunction()
