#include "protocol/ssl/tls_request.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

using Failure = std::optional<std::string>;

bool is_address(std::string_view host) {
  return std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; }) || host.find(':') != host.npos;
}

std::string_view reason_of(FlashError error) {
  switch (error) {
    case FlashError::not_found:
    case FlashError::unreachable:
      return "no such file in the flash";
    case FlashError::bad_name:
      return "not a name that a file can have";
    default:
      return "the flash cannot be read";
  }
}

// `tag` is the setting that names the file.
Failure read_file(const Flash& flash, std::string_view tag, const std::string& name, std::optional<NamedFile>& file) {
  if (name.empty()) return fmt::format("seclevel wants a file, but AT+SSLCFG=\"{}\" names none", tag);
  auto bytes = flash.read(name);
  if (!bytes) return fmt::format("{}: {}", name, reason_of(bytes.error()));
  file = NamedFile{name, secret(std::move(*bytes))};
  return std::nullopt;
}

}  // namespace

boost::system::result<TlsRequest, std::string> tls_request(const SslContext& context, const Flash& flash,
                                                           std::string_view host, UtcTime now) {
  TlsRequest request;
  request.security_level = context.security_level;
  request.server_name = context.host_name;
  if (request.server_name.empty() && !is_address(host)) request.server_name = host;
  request.check_server_name = context.security_level > 0 && !context.host_name.empty();
  request.check_dates = context.ignore_local_time == 0;
  request.now = now;
  request.version = context.version;
  request.cipher_suite = static_cast<std::uint16_t>(context.cipher_suite);
  request.timeout = std::chrono::seconds(context.negotiate_timeout);
  if (context.security_level >= 1) {
    if (const Failure failure = read_file(flash, "cacert", context.authority, request.authority)) return *failure;
  }
  if (context.security_level >= 2) {
    if (const Failure failure = read_file(flash, "clientcert", context.certificate, request.certificate)) {
      return *failure;
    }
    if (const Failure failure = read_file(flash, "clientkey", context.key, request.key)) return *failure;
  }
  return request;
}

}  // namespace air780
