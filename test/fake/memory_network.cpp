#include "test/fake/memory_network.h"

#include "protocol/cellular/sntp.h"

namespace air780::fake {

class MemoryLink final : public Link {
 public:
  MemoryLink(MemoryNetwork& network, Scheduler& scheduler, const LinkRequest& request, LinkObserver& observer)
      : network_(network), observer_(&observer), timer_(scheduler) {
    network_.current_ = this;
    if (network_.silent) {
      timer_.start(request.timeout, [this] { fail(LinkError::Kind::timed_out); });
    } else {
      timer_.start(std::chrono::milliseconds(1), [this, failure = network_.failure] {
        if (failure) return fail(*failure);
        open_ = true;
        ++network_.open_links;
        observer_->link_opened();
      });
    }
  }
  ~MemoryLink() override {
    abort();
    if (network_.current_ == this) network_.current_ = nullptr;
  }

  void write(std::string_view bytes) override {
    if (open_ && network_.written) network_.written(bytes);
  }
  std::size_t unsent() const override { return 0; }
  void pause_reading(bool) override {}
  void close() override { end(network_.links_closed_in_order); }
  void abort() override { end(network_.links_aborted); }
  void vanish() override { end(network_.links_vanished); }

  void close_from_peer(LinkEnd how) {
    if (!open_) return;
    timer_.start({}, [this, how] {
      open_ = false;
      --network_.open_links;
      observer_->link_closed(how);
    });
  }
  void receive_from_peer(std::string_view bytes) {
    if (open_) observer_->link_received(bytes);
  }
  bool open() const { return open_; }

 private:
  void end(int& count) {
    timer_.stop();
    if (!open_) return;
    open_ = false;
    --network_.open_links;
    ++count;
  }
  void fail(LinkError::Kind kind) { observer_->link_failed({kind, "in memory"}); }

  MemoryNetwork& network_;
  LinkObserver* observer_;
  Timer timer_;
  bool open_ = false;
};

namespace {

class MemoryLookup final : public Lookup {
 public:
  MemoryLookup(Scheduler& scheduler, Resolution resolution, std::function<void(Resolution)> done) : timer_(scheduler) {
    timer_.start(std::chrono::milliseconds(1),
                 [resolution = std::move(resolution), done = std::move(done)] { done(resolution); });
  }

 private:
  Timer timer_;
};

template <typename Answer>
class MemoryExchange final : public Exchange {
 public:
  MemoryExchange(Scheduler& scheduler, Duration delay, Answer answer, std::function<void(Answer)> done)
      : timer_(scheduler) {
    timer_.start(delay, [answer = std::move(answer), done = std::move(done)] { done(answer); });
  }

 private:
  Timer timer_;
};

}  // namespace

std::unique_ptr<Link> MemoryNetwork::open(const LinkRequest& request, LinkObserver& observer) {
  requests.push_back(request);
  return std::make_unique<MemoryLink>(*this, scheduler_, request, observer);
}

std::unique_ptr<Lookup> MemoryNetwork::resolve(const std::string& host, std::function<void(Resolution)> done) {
  const bool found = !host.ends_with(".invalid");
  return std::make_unique<MemoryLookup>(
      scheduler_, Resolution{found, found ? "203.0.113.7" : "", found ? "" : "no such name"}, std::move(done));
}

std::unique_ptr<Exchange> MemoryNetwork::exchange(const DatagramRequest& request,
                                                  std::function<void(DatagramAnswer)> done) {
  using Outcome = DatagramAnswer::Outcome;
  datagrams.push_back(request);
  DatagramAnswer answer = datagram_answer.value_or(DatagramAnswer{
      Outcome::answered, sntp_answer(request.bytes, scheduler_.utc() + server_is_ahead).value_or(""), {}});
  const Duration delay = answer.outcome == Outcome::timed_out ? request.timeout : std::chrono::milliseconds(1);
  return std::make_unique<MemoryExchange<DatagramAnswer>>(scheduler_, delay, std::move(answer), std::move(done));
}

std::unique_ptr<Exchange> MemoryNetwork::echo(const EchoRequest& request, std::function<void(EchoReply)> done) {
  echoes.push_back(request);
  return std::make_unique<MemoryExchange<EchoReply>>(scheduler_, echoes_answered ? echo_time : request.timeout,
                                                     EchoReply{echoes_answered, echo_time, 54, {}}, std::move(done));
}

void MemoryNetwork::send_from_peer(std::string_view bytes) {
  if (current_) current_->receive_from_peer(bytes);
}

bool MemoryNetwork::close_from_peer(LinkEnd end) {
  if (!current_ || !current_->open()) return false;
  current_->close_from_peer(end);
  return true;
}

}  // namespace air780::fake
