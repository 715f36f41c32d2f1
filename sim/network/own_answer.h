// The answer to a question that no one outside is asked: known in advance, told later.
// Owned by the network's handle; must end before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "protocol/ports/scheduler.h"

namespace air780 {

template <typename Answer>
class OwnAnswer : public std::enable_shared_from_this<OwnAnswer<Answer>> {
 public:
  using Done = std::function<void(Answer)>;

  OwnAnswer(boost::asio::io_context& context, Done done) : timer_(context), done_(std::move(done)) {}

  // `done` is called once, after `delay`, unless cancel() comes first.
  void start(Answer answer, Duration delay) {
    timer_.expires_after(delay);
    timer_.async_wait([self = this->shared_from_this(), answer = std::move(answer)](const auto&) {
      if (const Done done = std::exchange(self->done_, nullptr)) done(answer);
    });
  }
  void cancel() {
    done_ = nullptr;
    timer_.cancel();
  }

 private:
  boost::asio::steady_timer timer_;
  Done done_;
};

}  // namespace air780
