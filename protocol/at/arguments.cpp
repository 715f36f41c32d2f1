#include "protocol/at/arguments.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "protocol/at/characters.h"
#include "protocol/whole_number.h"

namespace air780 {
namespace {

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

bool allows_value(const Parameter& parameter, long value) {
  if (!parameter.among.empty()) return std::ranges::find(parameter.among, value) != parameter.among.end();
  return value >= parameter.least && value <= parameter.most;
}

std::string allowed_values(const Parameter& parameter) {
  if (!parameter.among.empty()) return fmt::format("one of {}", fmt::join(parameter.among, ", "));
  return fmt::format("a number from {} to {}", parameter.least, parameter.most);
}

// What is wrong with the text of an argument; empty when nothing is.
std::string complaint_about(std::string_view text, const Parameter& parameter) {
  const auto length = static_cast<long>(text.size());
  switch (parameter.kind) {
    case Parameter::Kind::word:
      if (std::ranges::any_of(parameter.words, [text](std::string_view word) { return same_word(word, text); })) {
        return {};
      }
      return fmt::format("\"{}\" is not one of {}", text, fmt::join(parameter.words, ", "));
    case Parameter::Kind::hex_digits:
      if (!std::ranges::all_of(text, [](char c) { return hex_value(c).has_value(); })) return "not only hex digits";
      if (allows_value(parameter, length)) return {};
      return fmt::format("{} hex digits, {} are allowed", length, allowed_values(parameter));
    default:
      if (length >= parameter.least && length <= parameter.most) return {};
      return fmt::format("{} bytes, {} to {} are allowed", length, parameter.least, parameter.most);
  }
}

}  // namespace

std::optional<Arguments> Arguments::parse(std::string_view written, std::span<const Parameter> parameters,
                                          std::string& reason) {
  Arguments arguments;
  if (!arguments.split(written, reason) || !arguments.check(0, parameters, reason)) return std::nullopt;
  return arguments;
}

std::optional<Arguments> Arguments::parse(std::string_view written, std::span<const Variant> variants,
                                          std::string& reason) {
  Arguments arguments;
  if (!arguments.split(written, reason)) return std::nullopt;
  const auto variant = std::ranges::find_if(
      variants, [&](const Variant& candidate) { return same_word(candidate.keyword, arguments.text(0)); });
  if (variant == variants.end()) {
    std::string keywords;
    for (const Variant& known : variants) keywords += fmt::format(" {}", known.keyword);
    reason = fmt::format("argument 1: \"{}\" is none of{}", arguments.text(0), keywords);
    return std::nullopt;
  }
  if (!arguments.check(1, variant->parameters, reason)) return std::nullopt;
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

bool Arguments::check(std::size_t first, std::span<const Parameter> parameters, std::string& reason) {
  if (count_ > first + parameters.size()) {
    reason = fmt::format("{} arguments, at most {} are allowed", count_, first + parameters.size());
    return false;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!check_one(first + i, parameters[i], reason)) return false;
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
    const auto value = whole_number(argument.text);
    if (!value || !allows_value(parameter, *value)) {
      reason = fmt::format("argument {} ({}): \"{}\" is not {}", index + 1, parameter.name, argument.text,
                           allowed_values(parameter));
      return false;
    }
    integers_[index] = *value;
    return true;
  }
  if (parameter.quotes_required && !argument.quoted) {
    reason = fmt::format("argument {} ({}) must be in quotes", index + 1, parameter.name);
    return false;
  }
  if (const std::string complaint = complaint_about(argument.text, parameter); !complaint.empty()) {
    reason = fmt::format("argument {} ({}): {}", index + 1, parameter.name, complaint);
    return false;
  }
  return true;
}

}  // namespace air780
