// The settings of TLS: SSLCFG (manual chapter 12; at-reference §3.1).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr std::string_view suites[] = {"0X0035", "0X002F", "0X0005", "0X0004", "0X000A", "0X003D", "0XFFFF"};
constexpr long random_lengths[] = {56, 64};
constexpr Parameter context = integer_among("n", SslContexts::numbers);

constexpr Parameter version[] = {context, optional(integer("sslversion", 0, 4))};
constexpr Parameter suite[] = {context, optional(word("ciphersuite", suites))};
constexpr Parameter file[] = {context, optional(text("file", 64))};
constexpr Parameter level[] = {context, optional(integer("seclevel", 0, 2))};
constexpr Parameter host_name[] = {context, optional(text("hostname", 255))};
constexpr Parameter ignored_time[] = {context, optional(integer("ignoreltime", 0, 1))};
constexpr Parameter timeout[] = {context, optional(integer("negotiate_time", 10, 300))};
constexpr Parameter random[] = {context, optional(hex_digits("randbytes", random_lengths))};
constexpr Parameter secret_text[] = {context, optional(text("premaster", 255))};
constexpr Parameter mode[] = {context, optional(integer("verifymode", 0, 1))};

// One tag: what its value may be, and where it is kept.
struct Tag {
  Variant variant;
  int SslContext::*number = nullptr;
  std::string SslContext::*text = nullptr;
};

constexpr Tag number(std::string_view name, std::span<const Parameter> parameters, int SslContext::*member) {
  return {{name, parameters}, member, nullptr};
}
constexpr Tag text_of(std::string_view name, std::span<const Parameter> parameters, std::string SslContext::*member) {
  return {{name, parameters}, nullptr, member};
}

constexpr std::array tags = {
    number("sslversion", version, &SslContext::version),
    number("ciphersuite", suite, &SslContext::cipher_suite),
    text_of("cacert", file, &SslContext::authority),
    text_of("clientcert", file, &SslContext::certificate),
    text_of("clientkey", file, &SslContext::key),
    number("seclevel", level, &SslContext::security_level),
    text_of("hostname", host_name, &SslContext::host_name),
    number("ignorelocaltime", ignored_time, &SslContext::ignore_local_time),
    number("negotiatetimeout", timeout, &SslContext::negotiate_timeout),
    text_of("clientrandom", random, &SslContext::client_random),
    text_of("premaster", secret_text, &SslContext::premaster),
    number("verifymode", mode, &SslContext::verify_mode),
};

constexpr auto variants = [] {
  std::array<Variant, tags.size()> result{};
  std::ranges::transform(tags, result.begin(), &Tag::variant);
  return result;
}();

std::string printed(const Tag& tag, const SslContext& settings) {
  if (tag.text) return settings.*tag.text;
  if (tag.number == &SslContext::cipher_suite) return fmt::format("0X{:04X}", settings.cipher_suite);
  return fmt::format("{}", settings.*tag.number);
}

int suite_number(std::string_view written) {
  int value = 0;
  for (const char digit : written.substr(2)) value = value * 16 + hex_value(digit).value_or(0);
  return value;
}

void set(const Tag& tag, SslContext& settings, const Arguments& arguments) {
  if (tag.text) {
    settings.*tag.text = arguments.text(2);
  } else if (tag.number == &SslContext::cipher_suite) {
    settings.*tag.number = suite_number(arguments.text(2));
  } else {
    settings.*tag.number = static_cast<int>(arguments.integer(2));
  }
}

void erase(const Tag& tag, SslContext& settings) {
  const SslContext fresh;
  if (tag.text) settings.*tag.text = fresh.*tag.text;
  if (tag.number) settings.*tag.number = fresh.*tag.number;
}

// Two arguments ask, a third sets, and a third that is empty erases.
Result configure(Module& module, const Arguments& arguments, Reply& reply) {
  const auto tag = std::ranges::find_if(
      tags, [&](const Tag& candidate) { return same_word(candidate.variant.keyword, arguments.text(0)); });
  SslContext& settings = module.ssl_contexts().at(arguments.integer(1));
  if (arguments.count() == 2) {
    reply.line(
        fmt::format("+SSLCFG: \"{}\",{},{}", tag->variant.keyword, arguments.integer(1), printed(*tag, settings)));
  } else if (arguments.has(2)) {
    set(*tag, settings, arguments);
  } else {
    erase(*tag, settings);
  }
  return Result::ok();
}

constexpr Command commands[] = {
    {.name = "+SSLCFG",
     .summary = "the settings of TLS, context by context (88 is MQTT's): sets, asks, or erases one with an empty value",
     .manual = "12 SSLCFG",
     .evidence = Evidence::captured,
     .source = "C8, guide; the answer's blank behind the colon is the manual's for two of the tags",
     .variants = variants,
     .syntax_error = SyntaxError::plain,
     .write = configure},
};

}  // namespace

std::span<const Command> ssl_commands() { return commands; }

}  // namespace air780
