# Writes OUTPUT: the texts FILES (a list with | between) as constants, so that they are found wherever the program runs.
# FUNCTION() returns them as a span of TYPE {name, text}, both of which HEADER declares. Run by cmake -P at build time.
string(REPLACE "|" ";" FILES "${FILES}")
set(text "// Made by embed_library.cmake.\n")
string(APPEND text "#include <array>\n\n#include \"${HEADER}\"\n\nnamespace air780 {\n\n")
string(APPEND text "std::span<const ${TYPE}> ${FUNCTION}() {\n")
string(APPEND text "  static constexpr auto all = std::to_array<${TYPE}>({\n")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} content)
  string(APPEND text "      {\"${name}\", R\"embedded(${content})embedded\"},\n")
endforeach()
string(APPEND text "  });\n  return all;\n}\n\n}  // namespace air780\n")
file(WRITE ${OUTPUT} "${text}")
