#include "test/unit/protocol/random_lines.h"

#include <algorithm>
#include <cstdlib>

#include "protocol/at/command_table.h"

namespace air780 {
namespace {

const std::vector<std::string> odd_arguments = {
    "",    "\"",        "\"\"", "-1", "99999999999999999999", "'x'", "\u201dx\u201c",
    " 1 ", "\"a,b;c\"", "\\22", "AT", "\"AT+RESET\"",         "0x1", "a\"b"};
const std::vector<std::string> session_lines = {"AT+MCONFIG=id",
                                                "AT+MIPSTART=h,1",
                                                "AT+MIPSTART=h,1",
                                                "AT+MCONNECT=1,60",
                                                "AT+MCONNECT=1,60",
                                                "AT+MSUB=\"#\",1",
                                                "AT+MPUB=aaa,1,0,\"hello\"",
                                                "AT+MPUBEX=aaa,2,0,5",
                                                "AT+MPUBEX=aaa,0,0",
                                                "AT+CFUN=1",
                                                "AT+CGATT=1",
                                                "AT+CSTT",
                                                "AT+CIICR",
                                                "AT+CIFSR",
                                                "AT+CDNSGIP=h",
                                                "AT+CIPPING=h,2",
                                                "AT+CIPPING=h,0",
                                                "AT+SAPBR=1,1",
                                                "AT+CNTP",
                                                "AT+FSCREATE=aaa",
                                                "AT+FSWRITE=aaa,1,20,5",
                                                "AT+FSREAD=aaa,1,30,10"};

}  // namespace

unsigned RandomLines::seed_or(unsigned usual) {
  const char* given = std::getenv("AIR780_SEED");
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : usual;
}

std::string RandomLines::argument(const Parameter& parameter) {
  if (below(12) == 0) return odd_arguments[below(odd_arguments.size())];
  if (parameter.kind == Parameter::Kind::integer) {
    const long range = std::min(parameter.most - parameter.least, 300L);
    const std::string number =
        std::to_string(parameter.least + static_cast<long>(below(static_cast<std::size_t>(range) + 1)));
    return below(6) == 0 ? "\"" + number + "\"" : number;
  }
  const std::string text(below(12), 'a');
  return parameter.quotes_required || below(2) == 0 ? "\"" + text + "\"" : text;
}

std::string RandomLines::legal_command() {
  const Command& command = *all_commands()[below(all_commands().size())];
  std::string text(command.name);
  if (command.basic()) return text + (below(2) == 0 ? "" : std::to_string(below(3)));
  switch (below(5)) {
    case 0:
      return text + "?";
    case 1:
      return text + "=?";
    case 2:
      return text;
    default:
      break;
  }
  text += '=';
  std::string comma;
  std::span<const Parameter> parameters = command.parameters;
  if (!command.variants.empty()) {
    const Variant& variant = command.variants[below(command.variants.size())];
    parameters = variant.parameters;
    text += "\"" + std::string(variant.keyword) + "\"";
    comma = ",";
  }
  for (const Parameter& parameter : parameters) {
    if (parameter.optional && below(3) == 0) break;
    text += comma + argument(parameter);
    comma = ",";
  }
  return text;
}

std::string RandomLines::line() {
  if (below(10) == 0) return session_lines[below(session_lines.size())];
  std::string text = "AT" + legal_command();
  while (below(4) == 0) text += ";" + legal_command();
  if (below(4) == 0) mutate(text);
  if (below(30) == 0) {
    text.clear();
    for (std::size_t n = below(200); n > 0; --n) text += static_cast<char>(below(256));
  }
  // Bytes that end or edit a line have tests of their own.
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\b' || c == '\x1a'; });
  if (text.size() > 1 && text[1] == '/') text[1] = '_';
  return text;
}

void RandomLines::mutate(std::string& text) {
  for (std::size_t n = 1 + below(3); n > 0; --n) {
    const std::size_t at = below(text.size() + 1);
    if (below(2) == 0 && at < text.size()) {
      text.erase(at, 1 + below(4));
    } else {
      text.insert(at, 1, static_cast<char>(below(256)));
    }
    if (text.empty()) text = "A";
  }
}

}  // namespace air780
