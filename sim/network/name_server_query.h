// A name asked of given name servers instead of the system's, by the C library's own DNS client. Any thread.
#pragma once

#include <string>
#include <vector>

#include "sim/network/endpoint.h"
#include "sim/network/system_resolver.h"

namespace air780 {

// Asks `servers` in their order for IPv4 addresses, by UDP, twice 2 s each; waits for the answer, at cancellation
// points only. Each server's host is a dotted IPv4 address; at most three are asked.
SystemAnswer ask_name_servers(const std::string& host, const std::vector<Endpoint>& servers);

}  // namespace air780
