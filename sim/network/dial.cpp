#include "sim/network/dial.h"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

LinkError::Kind kind_of(const error_code& error) {
  if (error == asio::error::connection_refused) return LinkError::Kind::refused;
  if (error == asio::error::timed_out) return LinkError::Kind::timed_out;
  return LinkError::Kind::unreachable;
}

}  // namespace

Dial::Dial(asio::io_context& context, Endpoint target, std::string name, Done done)
    : target_(std::move(target)),
      name_(std::move(name)),
      done_(std::move(done)),
      socket_(context),
      deadline_(context) {}

void Dial::start(SystemResolver& resolver, Duration timeout) {
  deadline_.expires_after(timeout);
  deadline_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->give_up();
  });
  lookup_ = resolver.look_up(target_.host, [this](SystemAnswer answer) { resolved(std::move(answer)); });
}

void Dial::cancel() {
  done_ = nullptr;
  lookup_.reset();
  deadline_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

void Dial::resolved(SystemAnswer answer) {
  if (answer.addresses.empty()) {
    return finish(LinkError{LinkError::Kind::name_not_resolved, name_ + ": " + answer.error});
  }
  addresses_ = std::move(answer.addresses);
  connect_next();
}

void Dial::connect_next() {
  error_code ignored;
  socket_.close(ignored);
  socket_.async_connect(tcp::endpoint(addresses_[next_++], target_.port),
                        [self = shared_from_this()](const error_code& error) { self->connected(error); });
}

void Dial::connected(const error_code& error) {
  if (!done_) return;
  if (!error) return finish(std::move(socket_));
  const auto& address = addresses_[next_ - 1];
  if (!first_error_) {
    const Endpoint tried{address.to_string(), target_.port};
    const std::string where = tried.text() == name_ ? name_ : name_ + " at " + tried.text();
    first_error_ = LinkError{kind_of(error), where + ": " + error.message()};
  }
  // The first address is the one a person expects to be used, so its error is the one to tell.
  if (next_ == addresses_.size()) return finish(*first_error_);
  connect_next();
}

void Dial::give_up() {
  const char* const what = addresses_.empty() ? ": the name was not resolved in time" : ": no answer in time";
  finish(LinkError{LinkError::Kind::timed_out, name_ + what});
}

void Dial::finish(Result result) {
  const Done done = std::exchange(done_, nullptr);
  const auto self = shared_from_this();
  cancel();
  if (done) done(std::move(result));
}

}  // namespace air780
