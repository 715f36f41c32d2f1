// One direction of a byte stream on which faults can lie: what is pushed comes out behind a delay, at a rate, in
// pieces, or not until the pipe is open again; in order, and nothing is lost. Without faults it comes out at once.
// Owned by the decorator of a link or of the serial line; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

struct PipeShape {
  bool blocked = false;   // nothing comes out
  Duration delay{};       // each byte comes so much later
  double rate = 0;        // bytes a second; 0: as they come
  std::size_t piece = 0;  // at most so many at once; 0: as they come
  Duration gap{};         // between two pieces

  bool plain() const { return !blocked && delay == Duration{} && rate == 0 && piece == 0; }
};

class Pipe {
 public:
  // `sink` takes what comes out, and may destroy the pipe.
  Pipe(Scheduler& scheduler, std::function<void(std::string_view)> sink);

  void push(std::string_view bytes);
  // What is inside follows the new shape from now on; nothing comes out before the caller has returned.
  void set_shape(const PipeShape& shape);
  const PipeShape& shape() const { return shape_; }
  // Bytes inside.
  std::size_t size() const { return size_; }
  // Takes out everything at once, whatever the shape.
  std::string drain();

 private:
  struct Waiting {
    Duration due;
    std::string bytes;
  };
  void pump();
  std::size_t piece_of(std::size_t size) const;
  Duration time_for(std::size_t size) const;

  Scheduler& scheduler_;
  const std::function<void(std::string_view)> sink_;
  PipeShape shape_;
  std::deque<Waiting> waiting_;
  std::size_t size_ = 0;
  Duration free_at_{};  // nothing comes out before
  Timer timer_;
  bool pumping_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace air780
