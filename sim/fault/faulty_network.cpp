#include "sim/fault/faulty_network.h"

#include <algorithm>
#include <utility>

#include "sim/fault/faulty_link.h"

namespace air780 {
namespace {

// How long a resolver asks servers that do not answer.
constexpr auto resolver_patience = std::chrono::seconds(5);

bool is_name(std::string_view host) {
  return !std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

class FailingLookup final : public Lookup {
 public:
  FailingLookup(Scheduler& scheduler, Duration delay, std::string detail, std::function<void(Resolution)> done)
      : timer_(scheduler) {
    timer_.start(delay, [detail = std::move(detail), done = std::move(done)] { done({false, {}, detail}); });
  }

 private:
  Timer timer_;
};

// One whose answer is known in advance.
template <typename Answer>
class DecidedExchange final : public Exchange {
 public:
  DecidedExchange(Scheduler& scheduler, Duration delay, Answer answer, std::function<void(Answer)> done)
      : timer_(scheduler) {
    timer_.start(delay, [answer = std::move(answer), done = std::move(done)] { done(answer); });
  }

 private:
  Timer timer_;
};

}  // namespace

std::unique_ptr<Link> FaultyNetwork::open(const LinkRequest& request, LinkObserver& observer) {
  auto link = std::make_unique<FaultyLink>(*this, scheduler_, observer);
  link_ = link.get();
  link->set_shape(shape_of_link());
  if (is_name(request.host) && acts(names_, name_failed_once)) {
    link->fail({LinkError::Kind::name_not_resolved, request.host + ": a fault lets no name be found"});
  } else if (request.tls && acts(tls_, tls_failed_once)) {
    link->fail({LinkError::Kind::tls, request.host + ": a fault lets the TLS handshake fail"});
  } else {
    link->open(inner_, request);
  }
  return link;
}

std::unique_ptr<Lookup> FaultyNetwork::resolve(const std::string& host, std::function<void(Resolution)> done) {
  if (path_.blocked) {
    return std::make_unique<FailingLookup>(scheduler_, resolver_patience, host + ": no answer", std::move(done));
  }
  if (is_name(host) && acts(names_, name_failed_once)) {
    return std::make_unique<FailingLookup>(scheduler_, std::chrono::milliseconds(1),
                                           host + ": a fault lets no name be found", std::move(done));
  }
  return inner_.resolve(host, std::move(done));
}

std::unique_ptr<Exchange> FaultyNetwork::exchange(const DatagramRequest& request,
                                                  std::function<void(DatagramAnswer)> done) {
  using Outcome = DatagramAnswer::Outcome;
  if (path_.blocked) {
    return std::make_unique<DecidedExchange<DatagramAnswer>>(
        scheduler_, request.timeout, DatagramAnswer{Outcome::timed_out, {}, request.host + ": no answer"},
        std::move(done));
  }
  if (is_name(request.host) && acts(names_, name_failed_once)) {
    return std::make_unique<DecidedExchange<DatagramAnswer>>(
        scheduler_, std::chrono::milliseconds(1),
        DatagramAnswer{Outcome::name_not_resolved, {}, request.host + ": a fault lets no name be found"},
        std::move(done));
  }
  return inner_.exchange(request, std::move(done));
}

std::unique_ptr<Exchange> FaultyNetwork::echo(const EchoRequest& request, std::function<void(EchoReply)> done) {
  if (!path_.blocked) return inner_.echo(request, std::move(done));
  return std::make_unique<DecidedExchange<EchoReply>>(scheduler_, request.timeout, EchoReply{}, std::move(done));
}

bool FaultyNetwork::acts(Armed& armed, const std::function<void()>& told) {
  if (armed == Armed::no) return false;
  if (armed == Armed::once) {
    armed = Armed::no;
    if (told) told();
  }
  return true;
}

void FaultyNetwork::end_link(LinkEnd end) {
  if (link_) link_->end_by_peer(end);
}

bool FaultyNetwork::blackhole() {
  if (!link_ || !link_->is_open()) return false;
  blackholed_ = true;
  link_->set_shape(shape_of_link());
  return true;
}

void FaultyNetwork::end_blackhole() {
  if (!std::exchange(blackholed_, false)) return;
  if (link_) link_->set_shape(shape_of_link());
}

void FaultyNetwork::set_path(const std::function<void(PipeShape&)>& change) {
  change(path_);
  if (link_) link_->set_shape(shape_of_link());
}

PipeShape FaultyNetwork::shape_of_link() const {
  PipeShape shape = path_;
  shape.blocked |= blackholed_;
  return shape;
}

void FaultyNetwork::gone(const FaultyLink& link) {
  if (link_ != &link) return;
  link_ = nullptr;
  if (std::exchange(blackholed_, false) && blackhole_gone) blackhole_gone();
}

}  // namespace air780
