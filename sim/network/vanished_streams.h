// The streams that modules left behind without a word, held down in number: each keeps a socket until its peer gives
// up. Shared by the network and its links; used only from the thread that runs the io_context.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>

namespace air780 {

class TcpStream;

class VanishedStreams {
 public:
  static constexpr std::size_t most = 256;
  // The oldest one beyond the most is closed.
  void add(const std::shared_ptr<TcpStream>& stream);

 private:
  std::deque<std::weak_ptr<TcpStream>> streams_;
};

}  // namespace air780
