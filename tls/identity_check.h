// Whether a certificate, its key and its authority belong together. Pure: PEM in, a verdict out; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tls/certificate_authority.h"

namespace air780 {

// Nothing if the identity can be used: the authority's certificate, the certificate and the key are whole, the one
// signed the other, today is within its dates, it is for each of these names, and the key is its key. Otherwise what is
// wrong, for a person: "the key is not the certificate's".
std::optional<std::string> find_fault(const std::string& authority, const Identity& identity,
                                      const std::vector<std::string>& names);

}  // namespace air780
