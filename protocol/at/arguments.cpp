#include "protocol/at/arguments.h"

#include <charconv>

#include <fmt/format.h>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

std::optional<long> decimal(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// Takes the quotes off. Nothing when they do not enclose the whole argument.
std::optional<Argument> unquoted(std::string_view written) {
  written = trimmed(written);
  if (written.find('"') == std::string_view::npos) return Argument{written, false};
  const bool enclosed = written.size() >= 2 && written.front() == '"' && written.back() == '"';
  if (!enclosed || written.find('"', 1) != written.size() - 1) return std::nullopt;
  return Argument{written.substr(1, written.size() - 2), true};
}

std::size_t end_of_argument(std::string_view written) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '"') in_quotes = !in_quotes;
    if (written[i] == ',' && !in_quotes) return i;
  }
  return written.size();
}

}  // namespace

std::optional<Arguments> Arguments::parse(std::string_view written, std::span<const Parameter> parameters,
                                          std::string& reason) {
  Arguments arguments;
  if (!arguments.split(written, reason) || !arguments.check(parameters, reason)) return std::nullopt;
  return arguments;
}

bool Arguments::split(std::string_view written, std::string& reason) {
  if (trimmed(written).empty()) return true;
  while (true) {
    const std::size_t end = end_of_argument(written);
    if (count_ == most) {
      reason = fmt::format("more than {} arguments", most);
      return false;
    }
    const auto argument = unquoted(written.substr(0, end));
    if (!argument) {
      reason = fmt::format("argument {}: a quote inside it, or one that is not closed (write \\22)", count_ + 1);
      return false;
    }
    arguments_[count_++] = *argument;
    if (end == written.size()) return true;
    written.remove_prefix(end + 1);
  }
}

bool Arguments::check(std::span<const Parameter> parameters, std::string& reason) {
  if (count_ > parameters.size()) {
    reason = fmt::format("{} arguments, at most {} are allowed", count_, parameters.size());
    return false;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!check_one(i, parameters[i], reason)) return false;
  }
  return true;
}

bool Arguments::check_one(std::size_t index, const Parameter& parameter, std::string& reason) {
  if (!has(index)) {
    if (parameter.optional) return true;
    reason = fmt::format("argument {} ({}) is missing", index + 1, parameter.name);
    return false;
  }
  const Argument& argument = arguments_[index];
  if (parameter.kind == Parameter::Kind::integer) {
    const auto value = decimal(argument.text);
    if (!value || *value < parameter.least || *value > parameter.most) {
      reason = fmt::format("argument {} ({}): \"{}\" is not a number from {} to {}", index + 1, parameter.name,
                           argument.text, parameter.least, parameter.most);
      return false;
    }
    integers_[index] = *value;
    return true;
  }
  if (parameter.quotes_required && !argument.quoted) {
    reason = fmt::format("argument {} ({}) must be in quotes", index + 1, parameter.name);
    return false;
  }
  const auto length = static_cast<long>(argument.text.size());
  if (length < parameter.least || length > parameter.most) {
    reason = fmt::format("argument {} ({}) has {} bytes, {} to {} are allowed", index + 1, parameter.name, length,
                         parameter.least, parameter.most);
    return false;
  }
  return true;
}

}  // namespace air780
