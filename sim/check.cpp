#include "sim/check.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/fault/rule_list.h"

namespace air780 {
namespace {

void complain(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

bool check_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    complain(fmt::format("{}: cannot be read", name));
    return false;
  }
  const RuleList list = parse_rules(text);
  for (const auto& [line, error] : list.refused) {
    complain(fmt::format("{}:{}:{}: {}", name, line, error.column, error.message));
  }
  return list.refused.empty();
}

bool check_rule(const std::string& text) {
  const auto rule = parse_rule(text);
  if (rule) return true;
  const bool looks_like_a_file = text.find(':') == std::string::npos;
  complain((looks_like_a_file ? "no such file; as a rule: " : "") + explain(text, rule.error()));
  return false;
}

}  // namespace

int check(const CheckOptions& options) {
  bool right = true;
  for (const std::string& subject : options.subjects) {
    std::error_code ignored;
    const auto kind = std::filesystem::status(subject, ignored).type();
    const bool is_file = kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::none;
    right = (is_file ? check_file(subject) : check_rule(subject)) && right;
  }
  return right ? 0 : 2;
}

}  // namespace air780
