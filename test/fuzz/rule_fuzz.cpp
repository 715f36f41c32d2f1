// The parser of fault rules. Whatever comes, nothing breaks; and what it takes means the same when it is printed.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "sim/fault/rule.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace air780;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rule = parse_rule(text);
  if (!rule) {
    if (rule.error().column >= 1 && rule.error().column <= size + 1) return 0;
    std::fprintf(stderr, "column %zu of %zu\n", rule.error().column, size);
    std::abort();
  }
  const std::string printed = to_string(*rule);
  const auto again = parse_rule(printed);
  if (again && again->trigger == rule->trigger && again->action == rule->action) return 0;
  std::fprintf(stderr, "printed as %s it is another rule\n", printed.c_str());
  std::abort();
}
