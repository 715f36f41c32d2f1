// Which cipher suites a TLS link offers. Pure; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace air780 {

// The IANA numbers to offer, best first, closed by a zero. `wanted` is one of them or 0xFFFF for all, which are the six
// that the manual lists and, unless `strict`, those that today's servers want. Numbers that the library lacks are left
// out; the error says that none is left.
boost::system::result<std::vector<int>, std::string> cipher_suites(std::uint16_t wanted, bool strict);

}  // namespace air780
