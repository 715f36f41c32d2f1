// Random numbers for everything that speaks TLS. Seeded at first use, since that takes longer than a module's start.
// Owned by the composition; must outlive every TlsClient. One thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "tls/mbedtls_object.h"

namespace air780 {

class RandomSource {
 public:
  // The generator, seeded; the error is the library's own.
  boost::system::result<RandomGenerator*, std::string> generator();

 private:
  Entropy entropy_;
  RandomGenerator generator_;
  bool seeded_ = false;
};

}  // namespace air780
