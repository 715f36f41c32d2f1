// The certificates of the local broker and of the module that talks to it, as files in the broker's directory: ca.crt,
// server.crt, server.key, client.crt, client.key. Free function; one thread, and some milliseconds of it.
#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "sim/broker/broker_directory.h"

namespace air780 {

struct BrokerCertificates {
  // Declared so that this is not an aggregate, which in a result could not be told from its error text.
  BrokerCertificates() = default;

  // Paths of what the broker reads.
  std::string authority;
  std::string server_certificate;
  std::string server_key;
  // What was done, for the log: "made in DIR", "those in DIR are used", "made anew in DIR, since …".
  std::string history;
};

// Uses what is there, whoever made it, if all five files belong together and have not expired. Otherwise makes all five
// anew, for the hosts of the vendor's guide, localhost and 127.0.0.1; what stood in the way stays, as NAME.old. The
// error says which file could not be written, and why.
boost::system::result<BrokerCertificates, std::string> prepare_certificates(const BrokerDirectory& directory);

}  // namespace air780
