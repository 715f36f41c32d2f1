// A network whose links speak TLS where the module asks for it, over the links of another network.
// Owned by the composition; must outlive the module, and the other network, the scheduler and the log must outlive it.
// One thread. Its links must not outlive it.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "protocol/ports/network.h"
#include "sim/log.h"
#include "tls/key_log.h"
#include "tls/random_source.h"

namespace air780 {

class TlsNetwork final : public Network {
 public:
  // `keys` takes the secrets of every connection; it may be empty.
  TlsNetwork(Network& transport, Scheduler& scheduler, Log& log, KeyLogSink keys);

  // The request goes on to the other network as it is, so that a route may depend on what is asked for.
  std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) override;
  std::unique_ptr<Lookup> resolve(const std::string& host, std::function<void(Resolution)> done) override;
  std::unique_ptr<Exchange> exchange(const DatagramRequest& request,
                                     std::function<void(DatagramAnswer)> done) override {
    return transport_.exchange(request, std::move(done));
  }
  std::unique_ptr<Exchange> echo(const EchoRequest& request, std::function<void(EchoReply)> done) override {
    return transport_.echo(request, std::move(done));
  }
  void set_name_servers(const std::vector<std::string>& servers) override { transport_.set_name_servers(servers); }

 private:
  Network& transport_;
  Scheduler& scheduler_;
  Log& log_;
  const KeyLogSink keys_;
  RandomSource random_;
};

}  // namespace air780
