#include "sim/network/vanished_streams.h"

#include "sim/network/tcp_stream.h"

namespace air780 {

void VanishedStreams::add(const std::shared_ptr<TcpStream>& stream) {
  std::erase_if(streams_, [](const auto& kept) { return kept.expired(); });
  streams_.push_back(stream);
  if (streams_.size() <= most) return;
  if (const auto oldest = streams_.front().lock()) oldest->forget();
  streams_.pop_front();
}

}  // namespace air780
