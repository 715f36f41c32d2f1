// What a TLS link is opened with, made of a context and the files that it names. Pure but for reading the flash; the
// module's one thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

#include "protocol/ports/flash.h"
#include "protocol/ports/network.h"
#include "protocol/ssl/ssl_contexts.h"

namespace air780 {

// The request for a link to `host` at the time `now` of the module's clock. The server is sent the context's host name,
// or else `host` if that is a name; the certificate's name is checked only if the context has one. The error names the
// setting or the file that is missing: "ca.crt: no such file in the flash".
boost::system::result<TlsRequest, std::string> tls_request(const SslContext& context, const Flash& flash,
                                                           std::string_view host, UtcTime now);

}  // namespace air780
