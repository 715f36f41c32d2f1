#include "sim/network/tls_network.h"

#include <utility>

#include "sim/network/tls_link.h"

namespace air780 {

TlsNetwork::TlsNetwork(Network& transport, Scheduler& scheduler, Log& log, KeyLogSink keys)
    : transport_(transport), scheduler_(scheduler), log_(log), keys_(std::move(keys)) {}

std::unique_ptr<Link> TlsNetwork::open(const LinkRequest& request, LinkObserver& observer) {
  if (!request.tls) return transport_.open(request, observer);
  const auto open_tcp = [this, &request](LinkObserver& link) { return transport_.open(request, link); };
  return std::make_unique<TlsLink>(scheduler_, log_, TlsClient::make(*request.tls, random_, keys_),
                                   request.tls->timeout, open_tcp, observer);
}

std::unique_ptr<Lookup> TlsNetwork::resolve(const std::string& host, std::function<void(Resolution)> done) {
  return transport_.resolve(host, std::move(done));
}

}  // namespace air780
