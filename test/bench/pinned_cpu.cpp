#include "test/bench/pinned_cpu.h"

#include <cerrno>
#include <system_error>

namespace air780 {

PinnedCpu::PinnedCpu() {
  if (::sched_getaffinity(0, sizeof before_, &before_) != 0) {
    throw std::system_error(errno, std::generic_category(), "sched_getaffinity");
  }
  cpu_set_t chosen;
  CPU_ZERO(&chosen);
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &before_)) continue;
    CPU_ZERO(&chosen);
    CPU_SET(cpu, &chosen);
  }
  if (::sched_setaffinity(0, sizeof chosen, &chosen) != 0) {
    throw std::system_error(errno, std::generic_category(), "sched_setaffinity");
  }
}

PinnedCpu::~PinnedCpu() { ::sched_setaffinity(0, sizeof before_, &before_); }

}  // namespace air780
