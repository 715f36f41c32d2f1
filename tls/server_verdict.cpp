#include "tls/server_verdict.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <string_view>

namespace air780 {
namespace {

constexpr std::uint32_t date_findings = MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE;

struct Finding {
  std::uint32_t flag;
  std::string_view name;
  std::string_view meaning;
};

// In the order in which they are worth telling.
constexpr Finding findings_known[] = {
    {MBEDTLS_X509_BADCERT_NOT_TRUSTED, "BADCERT_NOT_TRUSTED", "not trusted"},
    {MBEDTLS_X509_BADCERT_EXPIRED, "BADCERT_EXPIRED", "expired"},
    {MBEDTLS_X509_BADCERT_FUTURE, "BADCERT_FUTURE", "not yet valid"},
    {MBEDTLS_X509_BADCERT_CN_MISMATCH, "BADCERT_CN_MISMATCH", "for another name"},
    {MBEDTLS_X509_BADCERT_MISSING, "BADCERT_MISSING", "missing"},
    {MBEDTLS_X509_BADCERT_BAD_MD, "BADCERT_BAD_MD", "signed with a hash that is not accepted"},
    {MBEDTLS_X509_BADCERT_BAD_PK, "BADCERT_BAD_PK", "signed with an algorithm that is not accepted"},
    {MBEDTLS_X509_BADCERT_BAD_KEY, "BADCERT_BAD_KEY", "a key that is not accepted"},
    {MBEDTLS_X509_BADCERT_KEY_USAGE, "BADCERT_KEY_USAGE", "its key may not be used like this"},
    {MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "BADCERT_EXT_KEY_USAGE", "not for a server"},
};

UtcTime utc(const mbedtls_x509_time& time) {
  using namespace std::chrono;
  const year_month_day date{year(time.year), month(static_cast<unsigned>(time.mon)),
                            day(static_cast<unsigned>(time.day))};
  return sys_days(date) + hours(time.hour) + minutes(time.min) + seconds(time.sec);
}

std::string subject_of(const mbedtls_x509_crt& certificate) {
  std::array<char, 512> text{};
  if (mbedtls_x509_dn_gets(text.data(), text.size(), &certificate.subject) < 0) return "?";
  return text.data();
}

std::string detail_of(const Finding& finding, const mbedtls_x509_crt& certificate, UtcTime now,
                      const std::string& name) {
  switch (finding.flag) {
    case MBEDTLS_X509_BADCERT_EXPIRED:
      return fmt::format(" on {:%Y-%m-%d}, and the module's clock has {:%Y-%m-%d}", utc(certificate.valid_to), now);
    case MBEDTLS_X509_BADCERT_FUTURE:
      return fmt::format(" before {:%Y-%m-%d}, and the module's clock has {:%Y-%m-%d}", utc(certificate.valid_from),
                         now);
    case MBEDTLS_X509_BADCERT_CN_MISMATCH:
      return fmt::format(" than '{}'", name);
    default:
      return {};
  }
}

const Finding* first_of(std::uint32_t findings) {
  for (const Finding& finding : findings_known) {
    if ((findings & finding.flag) != 0) return &finding;
  }
  return nullptr;
}

}  // namespace

ServerVerdict::ServerVerdict(const TlsRequest& request)
    : check_name_(request.check_server_name),
      check_dates_(request.check_dates),
      now_(request.now),
      name_(request.server_name) {}

void ServerVerdict::judge(const mbedtls_x509_crt& certificate, int depth, std::uint32_t& findings) {
  findings &= ~date_findings;
  if (check_dates_ && now_ > utc(certificate.valid_to)) findings |= MBEDTLS_X509_BADCERT_EXPIRED;
  if (check_dates_ && now_ < utc(certificate.valid_from)) findings |= MBEDTLS_X509_BADCERT_FUTURE;
  if (!check_name_) findings &= ~static_cast<std::uint32_t>(MBEDTLS_X509_BADCERT_CN_MISMATCH);
  if (depth == 0) subject_ = subject_of(certificate);
  if (const Finding* finding = first_of(findings)) {
    objection_ = fmt::format("{}{}: {} ({})", finding->meaning, detail_of(*finding, certificate, now_, name_),
                             subject_of(certificate), finding->name);
  }
}

std::string ServerVerdict::text(std::uint32_t findings) const {
  if (!objection_.empty()) return "server certificate: " + objection_;
  if (const Finding* finding = first_of(findings)) {
    return fmt::format("server certificate: {}: {} ({})", finding->meaning, subject_, finding->name);
  }
  return fmt::format("server certificate: refused: {} (flags {:#x})", subject_, findings);
}

}  // namespace air780
