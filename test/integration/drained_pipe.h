// What a child writes into a pipe, taken out as it comes so that the child never waits for its reader.
// Owned by the ChildProcess, whose end it outlives; a thread of its own reads, the test's thread asks.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "sim/file_descriptor.h"
#include "test/integration/patience.h"

namespace air780 {

class DrainedPipe {
 public:
  explicit DrainedPipe(FileDescriptor reading_end);
  // Waits for the end of the pipe: whoever holds the other end must be gone.
  ~DrainedPipe();
  DrainedPipe(const DrainedPipe&) = delete;
  DrainedPipe& operator=(const DrainedPipe&) = delete;

  // Everything so far.
  std::string text() const;
  // The `count`th line that contains `part`, from the beginning; throws if it does not come.
  std::string wait_for_line(std::string_view part, std::size_t count = 1,
                            std::chrono::seconds at_most = patience) const;
  // Until nobody can write any more; throws if somebody still can.
  void wait_for_end(std::chrono::seconds at_most = patience) const;

 private:
  void drain();

  FileDescriptor reading_end_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::string text_;
  bool ended_ = false;
  std::thread reader_;
};

}  // namespace air780
