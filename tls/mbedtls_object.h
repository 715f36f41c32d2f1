// Mbed TLS's contexts as objects that free themselves.
// Owned by whoever declares them, and stay where they are: other contexts point at them. Any thread, one at a time.
#pragma once

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <string>

namespace air780 {

template <typename Context, void (*begin)(Context*), void (*end)(Context*)>
class MbedtlsObject {
 public:
  MbedtlsObject() { begin(&context_); }
  ~MbedtlsObject() { end(&context_); }
  MbedtlsObject(const MbedtlsObject&) = delete;
  MbedtlsObject& operator=(const MbedtlsObject&) = delete;

  Context* get() { return &context_; }
  Context* operator->() { return &context_; }

 private:
  Context context_;
};

using PrivateKey = MbedtlsObject<mbedtls_pk_context, mbedtls_pk_init, mbedtls_pk_free>;
using CertificateChain = MbedtlsObject<mbedtls_x509_crt, mbedtls_x509_crt_init, mbedtls_x509_crt_free>;
using Entropy = MbedtlsObject<mbedtls_entropy_context, mbedtls_entropy_init, mbedtls_entropy_free>;
using RandomGenerator = MbedtlsObject<mbedtls_ctr_drbg_context, mbedtls_ctr_drbg_init, mbedtls_ctr_drbg_free>;

// What the library says of an error code: "X509 - The signature tag or value invalid".
std::string mbedtls_error_text(int code);

}  // namespace air780
