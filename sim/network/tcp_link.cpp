#include "sim/network/tcp_link.h"

#include "sim/network/dial.h"
#include "sim/network/tcp_stream.h"
#include "sim/network/vanished_streams.h"

namespace air780 {

TcpLink::TcpLink(boost::asio::io_context& context, SystemResolver& resolver, std::shared_ptr<VanishedStreams> vanished,
                 Endpoint target, std::string name, Duration timeout, LinkObserver& observer, LinkTap* tap)
    : vanished_(std::move(vanished)) {
  // The destructor cancels the dialling, so `this` is alive whenever its result comes.
  auto done = [this, &observer, tap](Dial::Result result) {
    dial_.reset();
    if (!result) return observer.link_failed(result.error());
    const auto stream = std::make_shared<TcpStream>(std::move(*result), observer, tap);
    stream_ = stream;
    stream->pause_reading(paused_);
    // The observer may destroy this link.
    observer.link_opened();
    stream->start();
  };
  dial_ = std::make_shared<Dial>(context, std::move(target), std::move(name), std::move(done));
  dial_->start(resolver, timeout);
}

TcpLink::~TcpLink() { TcpLink::abort(); }

void TcpLink::write(std::string_view bytes) {
  if (stream_) stream_->write(bytes);
}

std::size_t TcpLink::unsent() const { return stream_ ? stream_->unsent() : 0; }

void TcpLink::pause_reading(bool paused) {
  paused_ = paused;
  if (stream_) stream_->pause_reading(paused);
}

void TcpLink::close() {
  stop_dialling();
  if (stream_) stream_->close();
}

void TcpLink::abort() {
  stop_dialling();
  if (stream_) stream_->abort();
}

void TcpLink::vanish() {
  stop_dialling();
  if (!stream_) return;
  stream_->vanish();
  vanished_->add(stream_);
}

void TcpLink::stop_dialling() {
  if (dial_) dial_->cancel();
  dial_.reset();
}

}  // namespace air780
