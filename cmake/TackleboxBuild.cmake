# How a folder becomes a target: one static library a folder, one program a test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(TACKLEBOX_WERROR "Treat warnings as errors" OFF)
set(TACKLEBOX_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
option(TACKLEBOX_FUZZ "Make the fuzzers, which takes clang" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers carry the time of their making, which ccache has to overlook.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} "${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)

add_library(tacklebox_flags INTERFACE)
target_include_directories(tacklebox_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(tacklebox_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Winvalid-pch $<$<BOOL:${TACKLEBOX_WERROR}>:-Werror>)
target_compile_definitions(tacklebox_flags INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CMAKE_UNITY_BUILD)
    # A file that another includes looks to GCC like a header, and its names stand beside its neighbours'.
    # What these tell is told by the presets that compile each file by itself.
    target_compile_options(tacklebox_flags INTERFACE -Wno-subobject-linkage -Wno-shadow)
endif()
if(MOLD_PROGRAM)
    target_link_options(tacklebox_flags INTERFACE -fuse-ld=mold)
endif()
if(TACKLEBOX_SANITIZE)
    target_compile_options(tacklebox_flags INTERFACE -fsanitize=${TACKLEBOX_SANITIZE}
        -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(tacklebox_flags INTERFACE -fsanitize=${TACKLEBOX_SANITIZE})
    if(TACKLEBOX_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        # Boost.Asio uses fences beside its locks; GCC warns that the sanitizer overlooks fences.
        target_compile_options(tacklebox_flags INTERFACE -Wno-tsan)
    endif()
endif()

# What the programs allocate with: some 120 small pieces a job, freed by another thread than took them. The
# sanitizers bring their own.
add_library(tacklebox_allocator INTERFACE)
if(NOT TACKLEBOX_SANITIZE)
    find_library(JEMALLOC_LIBRARY jemalloc REQUIRED)
    target_link_libraries(tacklebox_allocator INTERFACE "${JEMALLOC_LIBRARY}")
endif()

# The headers that nearly every file reads are compiled twice, for all: without widgets and with them.
function(tacklebox_precompiled kind qt)
    add_library(tacklebox_pch_${kind} OBJECT "${CMAKE_SOURCE_DIR}/cmake/pch.cpp")
    target_link_libraries(tacklebox_pch_${kind} PRIVATE tacklebox_flags ${qt})
    target_precompile_headers(tacklebox_pch_${kind} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/pch_${kind}.h")
endfunction()

# tacklebox_precompile(TARGET what it links …)
function(tacklebox_precompile target)
    if(ARGN MATCHES "Widgets|::(models|ui)|_console")
        target_precompile_headers(${target} REUSE_FROM tacklebox_pch_widgets)
    else()
        target_precompile_headers(${target} REUSE_FROM tacklebox_pch_core)
    endif()
endfunction()

# tacklebox_library(NAME SOURCES … [USES folder or library …] [EACH_ALONE])
# Becomes the target tacklebox_NAME, also called tacklebox::NAME. What it uses is public: a header
# of a folder shows the values of the floors below. EACH_ALONE: the presets that compile files together leave this
# folder out, for its files use the same short names for statements or sentences of their own, or each is
# long to compile as it is (Beast).
function(tacklebox_library name)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "EACH_ALONE" "" "SOURCES;USES")
    add_library(tacklebox_${name} STATIC ${ARG_SOURCES})
    add_library(tacklebox::${name} ALIAS tacklebox_${name})
    target_link_libraries(tacklebox_${name} PUBLIC tacklebox_flags Qt6::Core ${ARG_USES})
    tacklebox_precompile(tacklebox_${name} ${ARG_USES})
    if(ARG_EACH_ALONE)
        set_target_properties(tacklebox_${name} PROPERTIES UNITY_BUILD OFF)
    endif()
endfunction()

# tacklebox_test(FILE_WITHOUT_CPP USES … [LABELS …] [TIMEOUT s])
# A Qt Test program beside the folder it tests; runs without a screen, in C and UTC. The label "below"
# marks what the sanitizers run too: everything under the window.
function(tacklebox_test name)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "TIMEOUT" "SOURCES;USES;LABELS")
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE tacklebox_flags Qt6::Test ${ARG_USES})
    tacklebox_precompile(${name} ${ARG_USES})
    # A test includes its own .moc: what is collected of it is empty, and needs no headers to be so.
    set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp"
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_compile_definitions(${name} PRIVATE TACKLEBOX_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        TACKLEBOX_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;ASAN_OPTIONS=detect_leaks=1;UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp:exitcode=66:die_after_fork=0")
    if("below" IN_LIST ARG_LABELS)
        add_dependencies(tests_below_the_window ${name})
    endif()
endfunction()
