// A certificate authority of one run: makes EC P-256 keys and certificates that it signs. Text in, PEM out; no files.
// Owned by whoever needs certificates (the local broker, tests); one thread at a time.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace air780 {

// A certificate and its private key, both PEM.
struct Identity {
  // Declared so that an Identity is not an aggregate, which in a result could not be told from its error text.
  Identity() = default;
  Identity(std::string certificate_, std::string key_) : certificate(std::move(certificate_)), key(std::move(key_)) {}

  std::string certificate;
  std::string key;
};

// By default a time that the clock of no module leaves, however wrong it goes.
struct Validity {
  std::chrono::sys_seconds from = std::chrono::sys_days(std::chrono::January / 1 / 2000);
  std::chrono::sys_seconds until = std::chrono::sys_days(std::chrono::December / 31 / 2099);
};

struct CertificateRequest {
  enum class Purpose { server, client };
  std::string common_name;
  Purpose purpose = Purpose::server;
  std::vector<std::string> names = {};  // subjectAltName: host names and dotted IPv4 addresses
  Validity validity = {};
};

class CertificateAuthority {
 public:
  // A fresh key and a self-signed certificate; the error is the library's own. No comma in the name.
  static boost::system::result<CertificateAuthority, std::string> make(const std::string& common_name,
                                                                       const Validity& validity = {});
  ~CertificateAuthority();
  CertificateAuthority(CertificateAuthority&&) noexcept;
  CertificateAuthority& operator=(CertificateAuthority&&) noexcept;

  // PEM.
  const std::string& certificate() const;
  // A fresh key and a certificate for it.
  boost::system::result<Identity, std::string> issue(const CertificateRequest& request);

 private:
  class Signer;
  explicit CertificateAuthority(std::unique_ptr<Signer> signer);
  std::unique_ptr<Signer> signer_;
};

}  // namespace air780
