// The certificate extensions that Mbed TLS 2.28 has no writer for, as DER. Pure: values in, bytes out; any thread.
#pragma once

#include <string>
#include <vector>

namespace air780 {

// SubjectAltName (RFC 5280 §4.2.1.6) of host names and dotted IPv4 addresses. An address is written as an iPAddress and
// as a dNSName too, the only kind that Mbed TLS before 3.5 compares.
std::string subject_alternative_names_der(const std::vector<std::string>& names);

// ExtKeyUsageSyntax (RFC 5280 §4.2.1.12): serverAuth, else clientAuth.
std::string extended_key_usage_der(bool server);

}  // namespace air780
