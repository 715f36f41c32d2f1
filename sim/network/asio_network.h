// The packet network over this machine's TCP and resolver, with names routed elsewhere by rules.
// Owned by the composition; must outlive the module and be destroyed before the io_context. Used only from the thread
// that runs the io_context. Lookups that the system has not answered do not hold up its destruction.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "protocol/ports/network.h"
#include "sim/network/routes.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

class LinkTap;
class SystemResolver;
class VanishedStreams;

class AsioNetwork : public Network {
 public:
  // `tap` sees every connection that comes about.
  AsioNetwork(boost::asio::io_context& context, Routes routes, LinkTap* tap = nullptr);
  ~AsioNetwork() override;
  AsioNetwork(const AsioNetwork&) = delete;
  AsioNetwork& operator=(const AsioNetwork&) = delete;

  // A route's target is dialled instead of what was asked for; a target that is a name is resolved like any other.
  // IPv4 addresses are tried before IPv6 ones. A link left by close() finishes within 10 s or is reset; links may
  // outlive this object.
  std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) override;

  // A dotted IPv4 address is its own answer; a routed name gives the route's address; else the system is asked. A name
  // with nothing but IPv6 addresses is not found, since the module prints dotted IPv4 only.
  std::unique_ptr<Lookup> resolve(const std::string& host, std::function<void(Resolution)> done) override;

  // By UDP, to where a route sends that host and port. With a catch-all and no such route nobody is asked: a question
  // for the time is answered from this computer's clock, any other stays without an answer.
  std::unique_ptr<Exchange> exchange(const DatagramRequest& request, std::function<void(DatagramAnswer)> done) override;

  // By ICMP. With a catch-all every address is this computer, which answers.
  std::unique_ptr<Exchange> echo(const EchoRequest& request, std::function<void(EchoReply)> done) override;

  // A name that no route sends elsewhere is asked of them; a route for a server and port 53 sends the question
  // elsewhere.
  void set_name_servers(const std::vector<std::string>& servers) override;

 private:
  SystemResolver& resolver_for(bool routed) { return routed ? *resolver_ : *module_resolver_; }

  boost::asio::io_context& context_;
  Routes routes_;
  LinkTap* tap_;
  std::shared_ptr<SystemResolver> resolver_;         // for what routes name
  std::shared_ptr<SystemResolver> module_resolver_;  // for what the module names
  std::shared_ptr<VanishedStreams> vanished_;
};

}  // namespace air780
