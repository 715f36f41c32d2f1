#include "tls/record_watch.h"

#include <algorithm>

namespace air780 {
namespace {

constexpr unsigned char change_cipher_spec = 20;
constexpr unsigned char alert_record = 21;
constexpr unsigned char application_data = 23;
constexpr unsigned char major_version = 3;
constexpr unsigned char fatal = 2;

struct Alert {
  int number;
  std::string_view name;
};

constexpr Alert alerts[] = {
    {10, "unexpected_message"},      {20, "bad_record_mac"},
    {40, "handshake_failure"},       {42, "bad_certificate"},
    {43, "unsupported_certificate"}, {44, "certificate_revoked"},
    {45, "certificate_expired"},     {46, "certificate_unknown"},
    {47, "illegal_parameter"},       {48, "unknown_ca"},
    {49, "access_denied"},           {50, "decode_error"},
    {51, "decrypt_error"},           {70, "protocol_version"},
    {71, "insufficient_security"},   {80, "internal_error"},
    {86, "inappropriate_fallback"},  {112, "unrecognized_name"},
    {116, "certificate_required"},
};

}  // namespace

void RecordWatch::see(std::string_view bytes) {
  for (const char byte : bytes) {
    if (foreign_ || encrypted_) return;
    ++seen_;
    const auto value = static_cast<unsigned char>(byte);
    if (header_filled_ < header_size) {
      header_[header_filled_++] = value;
      see_header();
      continue;
    }
    if (body_seen_ < body_.size()) body_[body_seen_] = value;
    ++body_seen_;
    if (body_seen_ < body_size_) continue;
    if (header_[0] == alert_record && body_size_ == body_.size() && body_[0] == fatal) alert_ = body_[1];
    // Behind it every record is encrypted.
    if (header_[0] == change_cipher_spec) encrypted_ = true;
    header_filled_ = 0;
  }
}

void RecordWatch::see_header() {
  if (header_[0] < change_cipher_spec || header_[0] > application_data) foreign_ = true;
  if (header_filled_ >= 2 && header_[1] != major_version) foreign_ = true;
  if (header_filled_ < header_size) return;
  body_seen_ = 0;
  body_size_ = static_cast<std::size_t>(header_[3] << 8 | header_[4]);
  if (body_size_ == 0) foreign_ = true;
}

std::string_view alert_name(int alert) {
  const auto* found = std::ranges::find(alerts, alert, &Alert::number);
  return found == std::end(alerts) ? std::string_view{} : found->name;
}

}  // namespace air780
