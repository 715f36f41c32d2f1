// The way back from Paho's C callbacks, which have room for one pointer and run on Paho's threads, to the handles of
// ours, which live on the io thread. A callback carries a ticket, not a pointer: a late one finds nothing.
// The only state of this room that threads share, and a process has one, since Paho has one; guarded by one mutex that
// is never held while Paho or a handle is called.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>

namespace air780 {

class PahoHandle;

namespace paho_registry {

using Ticket = std::uintptr_t;

// A ticket for one connect of one handle; never 0 and never given twice. `io` must outlive the ticket. Io thread only.
Ticket add(boost::asio::io_context& io, PahoHandle& handle);

// From now on nothing that was or will be posted for the ticket runs. Io thread only; an unknown ticket is ignored.
void remove(Ticket ticket);

// Runs `action` with the ticket's handle later on the io thread, unless the ticket is removed before. From any thread.
void post(Ticket ticket, std::function<void(PahoHandle&)> action);

}  // namespace paho_registry
}  // namespace air780
