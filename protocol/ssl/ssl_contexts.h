// What AT+SSLCFG keeps: nine contexts of TLS settings, one for each use the module has for TLS (at-reference §3.1).
// Volatile. Owned by the module; one thread.
#pragma once

#include <array>
#include <string>

namespace air780 {

// With the module's power-up values.
struct SslContext {
  int version = 4;            // sslversion: 0 SSL 3.0, 1 TLS 1.0, 2 TLS 1.1, 3 TLS 1.2, 4 all
  int cipher_suite = 0xFFFF;  // ciphersuite: an IANA number, or 0XFFFF for all
  std::string authority;      // cacert, clientcert, clientkey: names of files
  std::string certificate;
  std::string key;
  int security_level = 0;      // seclevel: 0 nothing is checked, 1 the server is, 2 both sides are
  std::string host_name;       // hostname
  int ignore_local_time = 1;   // ignorelocaltime: 0 the dates of certificates count
  int negotiate_timeout = 90;  // negotiatetimeout: seconds
  std::string client_random;   // clientrandom, premaster, verifymode: kept and shown, of no effect
  std::string premaster;
  int verify_mode = 0;
};

class SslContexts {
 public:
  // Links of the TCP/IP commands, FTP, MQTT, HTTP.
  static constexpr std::array<long, 9> numbers = {0, 1, 2, 3, 4, 5, 34, 88, 153};
  static constexpr long mqtt = 88;

  // The context of one of `numbers`.
  SslContext& at(long number) {
    std::size_t index = 0;
    while (index + 1 < numbers.size() && numbers[index] != number) ++index;
    return contexts_[index];
  }
  // Power-up values everywhere.
  void reset() { contexts_ = {}; }

 private:
  std::array<SslContext, numbers.size()> contexts_;
};

}  // namespace air780
