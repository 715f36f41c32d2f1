#include "sim/broker/broker_certificates.h"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "sim/file_descriptor.h"
#include "tls/certificate_authority.h"
#include "tls/identity_check.h"

namespace air780 {
namespace {

// Thrown within this file only.
struct Failure {
  std::string text;
};

struct Contents {
  std::string authority;
  Identity server;
  Identity client;
};

struct File {
  const char* name;
  bool secret;
  std::string& (*text)(Contents&);
};

constexpr std::array<File, 5> files = {{
    {"ca.crt", false, [](Contents& all) -> std::string& { return all.authority; }},
    {"server.crt", false, [](Contents& all) -> std::string& { return all.server.certificate; }},
    {"server.key", true, [](Contents& all) -> std::string& { return all.server.key; }},
    {"client.crt", false, [](Contents& all) -> std::string& { return all.client.certificate; }},
    {"client.key", true, [](Contents& all) -> std::string& { return all.client.key; }},
}};

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool has_any(const BrokerDirectory& directory) {
  for (const File& file : files) {
    if (exists(directory.file(file.name))) return true;
  }
  return false;
}

// What is wrong with those that are there, if anything.
std::optional<std::string> fault_of_present(const BrokerDirectory& directory) {
  Contents contents;
  for (const File& file : files) {
    std::ifstream input(directory.file(file.name), std::ios::binary);
    if (!input) return std::string(file.name) + " is missing or cannot be read";
    file.text(contents).assign(std::istreambuf_iterator<char>(input), {});
  }
  if (const auto fault = find_fault(contents.authority, contents.server, {})) return "server.crt: " + *fault;
  if (const auto fault = find_fault(contents.authority, contents.client, {})) return "client.crt: " + *fault;
  return std::nullopt;
}

template <typename Value>
Value value_of(boost::system::result<Value, std::string> made) {
  if (!made) throw Failure{made.error()};
  return std::move(*made);
}

Contents make_contents() {
  CertificateAuthority authority = value_of(CertificateAuthority::make("air780sim local authority"));
  Contents contents;
  contents.authority = authority.certificate();
  contents.server =
      value_of(authority.issue({.common_name = "lbsmqtt.airm2m.com",
                                .purpose = CertificateRequest::Purpose::server,
                                .names = {"lbsmqtt.airm2m.com", "airtest.openluat.com", "localhost", "127.0.0.1"}}));
  contents.client =
      value_of(authority.issue({.common_name = "air780sim module", .purpose = CertificateRequest::Purpose::client}));
  return contents;
}

// Whole or not at all, since it gets its name last.
void write_file(const std::string& path, const std::string& text, bool secret) {
  const std::string draft = path + ".new";
  ::unlink(draft.c_str());
  const FileDescriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret ? 0600 : 0644));
  if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      (exists(path) && std::rename(path.c_str(), (path + ".old").c_str()) != 0) ||
      std::rename(draft.c_str(), path.c_str()) != 0) {
    throw Failure{"cannot write " + path + ": " + std::strerror(errno)};
  }
}

void make_anew(const BrokerDirectory& directory) {
  Contents contents = make_contents();
  for (const File& file : files) write_file(directory.file(file.name), file.text(contents), file.secret);
}

}  // namespace

boost::system::result<BrokerCertificates, std::string> prepare_certificates(const BrokerDirectory& directory) {
  BrokerCertificates certificates;
  certificates.authority = directory.file("ca.crt");
  certificates.server_certificate = directory.file("server.crt");
  certificates.server_key = directory.file("server.key");
  try {
    if (!has_any(directory)) {
      make_anew(directory);
      certificates.history = "made in " + directory.path();
    } else if (const auto fault = fault_of_present(directory)) {
      make_anew(directory);
      certificates.history = "made anew in " + directory.path() + ", since " + *fault;
    } else {
      certificates.history = "those in " + directory.path() + " are used";
    }
  } catch (const Failure& failure) {
    return failure.text;
  }
  return certificates;
}

}  // namespace air780
