// Keeps this thread, and every process it starts meanwhile, on one CPU.
// Owned by a row; to be destroyed on the thread that made it.
#pragma once

#include <sched.h>

namespace air780 {

class PinnedCpu {
 public:
  // Takes the last CPU that we may use: the first often serves the interrupts.
  PinnedCpu();
  ~PinnedCpu();
  PinnedCpu(const PinnedCpu&) = delete;
  PinnedCpu& operator=(const PinnedCpu&) = delete;

 private:
  cpu_set_t before_{};
};

}  // namespace air780
