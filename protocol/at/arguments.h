// The arguments of a command: what a command takes (Parameter) and what the host wrote, checked against it (Arguments).
// Values; Arguments point into the command line and live as long as it does.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace air780 {

struct Parameter {
  enum class Kind { integer, text, word, hex_digits } kind = Kind::integer;
  std::string_view name;
  long least = 0;  // integer: its range; anything else: its length in bytes
  long most = 0;
  bool optional = false;
  bool quotes_required = false;                  // text that the manual wants in quotes
  std::span<const long> among = {};              // integer: only these values; hex_digits: only these lengths
  std::span<const std::string_view> words = {};  // word: one of these, in any case
};

// An integer within [least, most], decimal, with or without quotes (the guide writes "1884" and 1884).
constexpr Parameter integer(std::string_view name, long least, long most) {
  return {Parameter::Kind::integer, name, least, most, false, false};
}
// Text of at most `most` bytes, with or without quotes; without them it cannot be empty.
constexpr Parameter text(std::string_view name, long most) {
  return {Parameter::Kind::text, name, 0, most, false, false};
}
constexpr Parameter quoted_text(std::string_view name, long most) {
  return {Parameter::Kind::text, name, 0, most, false, true};
}
// One of `values`, in ascending order.
constexpr Parameter integer_among(std::string_view name, std::span<const long> values) {
  return {Parameter::Kind::integer, name, values.front(), values.back(), false, false, values};
}
constexpr Parameter word(std::string_view name, std::span<const std::string_view> words) {
  return {Parameter::Kind::word, name, 1, 64, false, false, {}, words};
}
// Hex digits of either case, as many as one of `lengths`, in ascending order.
constexpr Parameter hex_digits(std::string_view name, std::span<const long> lengths) {
  return {Parameter::Kind::hex_digits, name, lengths.front(), lengths.back(), false, false, lengths};
}
constexpr Parameter non_empty(Parameter parameter) {
  parameter.least = 1;
  return parameter;
}
constexpr Parameter optional(Parameter parameter) {
  parameter.optional = true;
  return parameter;
}

// A command whose first argument, a keyword in any case, decides what the others are.
struct Variant {
  std::string_view keyword;
  std::span<const Parameter> parameters;  // behind the keyword
};

// One argument as written: between two commas, without the spaces and the quotes around it.
struct Argument {
  std::string_view text;
  bool quoted = false;
  bool given() const { return quoted || !text.empty(); }
};

class Arguments {
 public:
  static constexpr std::size_t most = 16;

  // Splits `written` at the commas outside quotes and checks it. Nothing, and a reason for a person in `reason`, when a
  // quote is not closed or has something behind it, when there are too many or too few arguments, or when one is not
  // what its parameter allows.
  static std::optional<Arguments> parse(std::string_view written, std::span<const Parameter> parameters,
                                        std::string& reason);
  // Likewise; the first argument has to be the keyword of a variant, and that variant's parameters follow it.
  static std::optional<Arguments> parse(std::string_view written, std::span<const Variant> variants,
                                        std::string& reason);

  // Of those written, empty ones included: `"cacert",88,` has three.
  std::size_t count() const { return count_; }
  bool has(std::size_t index) const { return index < count_ && arguments_[index].given(); }
  // The text of argument `index`; empty when it is absent.
  std::string_view text(std::size_t index) const {
    return index < count_ ? arguments_[index].text : std::string_view{};
  }
  // The integer of argument `index`, or `absent`.
  long integer_or(std::size_t index, long absent) const { return has(index) ? integers_[index] : absent; }
  long integer(std::size_t index) const { return integers_[index]; }

 private:
  bool split(std::string_view written, std::string& reason);
  // Checks the arguments from `first` on.
  bool check(std::size_t first, std::span<const Parameter> parameters, std::string& reason);
  bool check_one(std::size_t index, const Parameter& parameter, std::string& reason);

  std::array<Argument, most> arguments_{};
  std::array<long, most> integers_{};
  std::size_t count_ = 0;
};

}  // namespace air780
