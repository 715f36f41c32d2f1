// The packet network with faults on it: a decorator of the network port. Without faults it passes everything on.
// Owned by the composition, which keeps `inner` and the scheduler alive longer; must outlive the module. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "protocol/ports/network.h"
#include "protocol/ports/scheduler.h"
#include "sim/fault/pipe.h"

namespace air780 {

class FaultyLink;

class FaultyNetwork final : public Network {
 public:
  FaultyNetwork(Network& inner, Scheduler& scheduler) : inner_(inner), scheduler_(scheduler) {}

  std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) override;
  std::unique_ptr<Lookup> resolve(const std::string& host, std::function<void(Resolution)> done) override;
  std::unique_ptr<Exchange> exchange(const DatagramRequest& request, std::function<void(DatagramAnswer)> done) override;
  std::unique_ptr<Exchange> echo(const EchoRequest& request, std::function<void(EchoReply)> done) override;
  void set_name_servers(const std::vector<std::string>& servers) override { inner_.set_name_servers(servers); }

  // The peer ends the open link; nothing without one.
  void end_link(LinkEnd end);

  // The open link, and only it, carries nothing while TCP stays up; what waits passes when that is over. False when no
  // link is open. `blackhole_gone` is called when the link goes first.
  bool blackhole();
  void end_blackhole();
  std::function<void()> blackhole_gone;

  // The way itself, for this link and the next ones.
  void set_rate(double bytes_a_second) {
    set_path([&](PipeShape& path) { path.rate = bytes_a_second; });
  }
  void set_delay(Duration delay) {
    set_path([&](PipeShape& path) { path.delay = delay; });
  }
  // Out of coverage nothing passes, and no name and no question is answered.
  void set_reachable(bool reachable) {
    set_path([&](PipeShape& path) { path.blocked = !reachable; });
  }

  // Armed for the next time, or for every time: no name is found; a link with TLS fails in its handshake. Told when one
  // armed for one time has acted.
  enum class Armed { no, once, always };
  void fail_names(Armed armed) { names_ = armed; }
  void fail_tls(Armed armed) { tls_ = armed; }
  std::function<void()> name_failed_once;
  std::function<void()> tls_failed_once;

 private:
  friend class FaultyLink;
  void gone(const FaultyLink& link);
  void set_path(const std::function<void(PipeShape&)>& change);
  PipeShape shape_of_link() const;
  static bool acts(Armed& armed, const std::function<void()>& told);

  Network& inner_;
  Scheduler& scheduler_;
  FaultyLink* link_ = nullptr;  // the newest one
  PipeShape path_;
  bool blackholed_ = false;
  Armed names_ = Armed::no;
  Armed tls_ = Armed::no;
};

}  // namespace air780
