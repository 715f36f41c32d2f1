#include "tls/random_source.h"

#include "tls/library_version.h"

namespace air780 {

boost::system::result<RandomGenerator*, std::string> RandomSource::generator() {
  if (seeded_) return &generator_;
  int code = prepare_library();
  if (code == 0) code = mbedtls_ctr_drbg_seed(generator_.get(), mbedtls_entropy_func, entropy_.get(), nullptr, 0);
  if (code != 0) return "no random numbers: " + mbedtls_error_text(code);
  seeded_ = true;
  return &generator_;
}

}  // namespace air780
