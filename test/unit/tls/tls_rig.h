// A TlsClient and a TlsServer with everything between them in memory, and certificates for both. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "protocol/ports/network.h"
#include "test/unit/tls/tls_server.h"
#include "tls/tls_client.h"

namespace air780 {

// A file of the module's flash.
NamedFile file_of(std::string name, const std::string& bytes);

// Self-signed, with an RSA key of 1024 bits and SHA-1: as old as the module's servers get. Made once.
const Identity& rsa_identity();

// PEM to DER.
std::string der_of(const std::string& pem);

// Made once: making keys is the slow part.
struct TestCertificates {
  CertificateAuthority authority = must(CertificateAuthority::make("test authority"));
  CertificateAuthority stranger = must(CertificateAuthority::make("stranger"));
  Identity server = must(authority.issue({.common_name = "broker", .names = {"broker.example"}}));
  Identity client = must(authority.issue({.common_name = "device", .purpose = CertificateRequest::Purpose::client}));
};
TestCertificates& certificates();

class TlsRig {
 public:
  TlsRig();

  // What the client asks for; by default seclevel 1 for broker.example, on 2026-11-23, dates ignored.
  TlsRequest request;
  TlsServer::Options server_options;
  RandomSource random;
  std::vector<std::string> keys;

  // Sets seclevel 2 with this client certificate.
  void show(const std::string& certificate, const std::string& key);

  // Makes both ends and lets them talk until they are silent, `chunk` bytes at a time.
  void connect(std::size_t chunk = 100'000);
  void talk(std::size_t chunk = 100'000);
  // Why no client could be made.
  std::string refusal();

  std::unique_ptr<TlsServer> server;
  std::unique_ptr<TlsClient> client;
  std::string client_heard;
};

}  // namespace air780
