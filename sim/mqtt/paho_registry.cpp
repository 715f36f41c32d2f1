#include "sim/mqtt/paho_registry.h"

#include <boost/asio/post.hpp>
#include <cstddef>
#include <mutex>
#include <new>
#include <unordered_map>
#include <utility>

namespace air780::paho_registry {
namespace {

struct Entry {
  boost::asio::io_context* io;
  PahoHandle* handle;
};

struct Registry {
  std::mutex mutex;
  std::unordered_map<Ticket, Entry> entries;
  Ticket next = 1;
};

// Lives as long as the process: Paho's threads may still look something up while exit() destroys what is static.
Registry& registry() {
  alignas(Registry) static std::byte storage[sizeof(Registry)];
  static Registry* const instance = ::new (storage) Registry();
  return *instance;
}

PahoHandle* find(Ticket ticket) {
  const std::lock_guard lock(registry().mutex);
  const auto entry = registry().entries.find(ticket);
  return entry == registry().entries.end() ? nullptr : entry->second.handle;
}

}  // namespace

Ticket add(boost::asio::io_context& io, PahoHandle& handle) {
  const std::lock_guard lock(registry().mutex);
  registry().entries.emplace(registry().next, Entry{&io, &handle});
  return registry().next++;
}

void remove(Ticket ticket) {
  const std::lock_guard lock(registry().mutex);
  registry().entries.erase(ticket);
}

void post(Ticket ticket, std::function<void(PahoHandle&)> action) {
  // Posting under the lock keeps the io_context alive meanwhile: its owner removes the tickets first.
  const std::lock_guard lock(registry().mutex);
  const auto entry = registry().entries.find(ticket);
  if (entry == registry().entries.end()) return;
  boost::asio::post(*entry->second.io, [ticket, action = std::move(action)] {
    // Handles come and go on this thread only, so the one found stays while the action runs.
    if (PahoHandle* handle = find(ticket)) action(*handle);
  });
}

}  // namespace air780::paho_registry
