#include "sim/network/udp_exchange.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <utility>

namespace air780 {

namespace asio = boost::asio;
using asio::ip::udp;
using Outcome = DatagramAnswer::Outcome;

UdpExchange::UdpExchange(asio::io_context& context, Endpoint target, std::string name, std::string question, Done done)
    : target_(std::move(target)),
      name_(std::move(name)),
      question_(std::move(question)),
      done_(std::move(done)),
      socket_(context),
      deadline_(context) {}

void UdpExchange::start(SystemResolver& resolver, Duration timeout) {
  deadline_.expires_after(timeout);
  deadline_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->finish(Outcome::timed_out, "no answer in time");
  });
  lookup_ = resolver.look_up(target_.host, [this](const SystemAnswer& answer) { resolved(answer); });
}

void UdpExchange::resolved(const SystemAnswer& answer) {
  if (answer.addresses.empty()) return finish(Outcome::name_not_resolved, answer.error);
  const udp::endpoint endpoint(answer.addresses.front(), target_.port);
  boost::system::error_code error;
  // Connected, so that nobody else can answer, and so that a refusal is heard.
  socket_.connect(endpoint, error);
  if (!error) socket_.send(asio::buffer(question_), 0, error);
  if (error) return finish(Outcome::unreachable, error.message());
  socket_.async_receive(asio::buffer(answer_),
                        [self = shared_from_this()](const boost::system::error_code& failure, std::size_t size) {
                          if (failure) return self->finish(Outcome::unreachable, failure.message());
                          self->finish(Outcome::answered, {}, std::string(self->answer_.data(), size));
                        });
}

void UdpExchange::cancel() {
  done_ = nullptr;
  lookup_.reset();
  deadline_.cancel();
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void UdpExchange::finish(Outcome outcome, std::string_view reason, std::string bytes) {
  const Done done = std::exchange(done_, nullptr);
  // A lookup may be destroyed from inside its own callback.
  const auto self = shared_from_this();
  cancel();
  if (!done) return;
  done({outcome, std::move(bytes), reason.empty() ? std::string() : name_ + ": " + std::string(reason)});
}

}  // namespace air780
