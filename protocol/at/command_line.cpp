#include "protocol/at/command_line.h"

#include "protocol/at/characters.h"

namespace air780 {
namespace {

bool is_extended(char c) { return c == '+' || c == '^' || c == '*'; }

bool is_separator(char c) { return c == ';' || is_blank(c); }

std::string uppercase(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = upper(c);
  return result;
}

// Where the value behind = ends: at a ; outside quotes, or with the line.
std::size_t end_of_value(std::string_view text) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_quotes = !in_quotes;
    if (text[i] == ';' && !in_quotes) return i;
  }
  return text.size();
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

bool ends_at(std::string_view text, std::size_t at) { return at == text.size() || text[at] == ';'; }

std::optional<CommandCall> finish(std::string_view& rest, CommandCall call, std::size_t length) {
  call.text = trimmed(rest.substr(0, length));
  rest.remove_prefix(length);
  return call;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// How many characters at the front of `text` are the name of a command; 0 when none is.
std::size_t name_length(std::string_view text) {
  if (is_extended(text.front())) {
    std::size_t at = 1;
    while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]))) ++at;
    return at == 1 ? 0 : at;
  }
  const std::size_t letter = text[0] == '&' ? 1 : 0;
  if (letter >= text.size() || !is_letter(text[letter])) return 0;
  return letter == 0 && upper(text[0]) == 'S' ? skip_digits(text, 1) : letter + 1;
}

// +NAME, +NAME?, +NAME=?, +NAME=value; then ; or the end of the line.
std::optional<CommandCall> extended_command(std::string_view& rest, std::size_t at) {
  CommandCall call{.name = uppercase(rest.substr(0, at)), .form = CommandForm::execute, .arguments = {}, .text = {}};
  at = skip_blanks(rest, at);
  if (ends_at(rest, at)) return finish(rest, std::move(call), at);
  if (rest[at] == '?') {
    call.form = CommandForm::read;
    at = skip_blanks(rest, at + 1);
    if (!ends_at(rest, at)) return std::nullopt;
    return finish(rest, std::move(call), at);
  }
  if (rest[at] != '=') return std::nullopt;
  const std::size_t value = at + 1;
  const std::size_t end = value + end_of_value(rest.substr(value));
  call.arguments = rest.substr(value, end - value);
  call.form = trimmed(call.arguments) == "?" ? CommandForm::test : CommandForm::write;
  return finish(rest, std::move(call), end);
}

// S<number>, S<number>=<value>, S<number>?
std::optional<CommandCall> s_parameter(std::string_view& rest, std::size_t at) {
  CommandCall call{.name = uppercase(rest.substr(0, at)), .form = CommandForm::execute, .arguments = {}, .text = {}};
  if (at < rest.size() && rest[at] == '?') {
    call.form = CommandForm::read;
    return finish(rest, std::move(call), at + 1);
  }
  if (at < rest.size() && rest[at] == '=') {
    const std::size_t value = at + 1;
    at = skip_digits(rest, value);
    call.form = CommandForm::write;
    call.arguments = rest.substr(value, at - value);
  }
  return finish(rest, std::move(call), at);
}

// A letter, or & and a letter, with an optional number right behind it.
std::optional<CommandCall> basic_command(std::string_view& rest, std::size_t name) {
  const std::size_t end = skip_digits(rest, name);
  // ATE? and ATE=0 are no commands; to carry out ATE before saying so would change the echo.
  if (end < rest.size() && (rest[end] == '=' || rest[end] == '?')) return std::nullopt;
  CommandCall call{.name = uppercase(rest.substr(0, name)),
                   .form = CommandForm::write,
                   .arguments = rest.substr(name, end - name),
                   .text = {}};
  return finish(rest, std::move(call), end);
}

bool is_prefix_at(std::string_view line, std::size_t at) {
  return at + 1 < line.size() && upper(line[at]) == 'A' && upper(line[at + 1]) == 'T';
}

bool begins_known_command(std::string_view behind_at, KnownName known) {
  if (at_end_of_line(behind_at)) return true;
  return known(uppercase(behind_at.substr(0, name_length(behind_at))));
}

}  // namespace

bool at_end_of_line(std::string_view& rest) {
  while (!rest.empty() && is_separator(rest.front())) rest.remove_prefix(1);
  return rest.empty();
}

std::optional<CommandCall> next_command(std::string_view& rest) {
  std::string_view left = rest;
  if (at_end_of_line(left)) return std::nullopt;
  const std::size_t name = name_length(left);
  if (name == 0) return std::nullopt;
  const bool is_s = upper(left.front()) == 'S';
  auto call = is_extended(left.front()) ? extended_command(left, name)
              : is_s                    ? s_parameter(left, name)
                                        : basic_command(left, name);
  if (call) rest = left;
  return call;
}

std::optional<std::string_view> find_commands(std::string_view line, KnownName known) {
  const std::string_view text = trimmed(line);
  if (is_prefix_at(text, 0) && begins_known_command(text.substr(2), known)) return text.substr(2);
  std::optional<std::string_view> first;
  std::optional<std::string_view> last_known;
  bool in_quotes = false;
  bool behind_extended = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_quotes = !in_quotes;
    if (!is_prefix_at(text, i)) continue;
    const std::string_view behind = text.substr(i + 2);
    const bool extended = !behind.empty() && is_extended(behind.front());
    if (!first) first = behind;
    if (!in_quotes && (extended || !behind_extended) && begins_known_command(behind, known)) last_known = behind;
    behind_extended |= extended;
  }
  return last_known ? last_known : first;
}

}  // namespace air780
