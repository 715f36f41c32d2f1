// A port of the network for somebody who wants to see what its TCP connections carry: the bytes of the sockets, which
// with TLS are its records. Implemented by the packet capture and by tests.
// A LinkTap is owned by the composition and must outlive every network it is given to. Used only from the thread that
// runs the io_context.
#pragma once

#include <memory>
#include <string_view>

#include "sim/network/endpoint.h"

namespace air780 {

// One connection. Owned by it; may outlive its LinkTap, and nothing is called after its end.
class StreamTap {
 public:
  enum class Side { ours, peers };

  virtual ~StreamTap() = default;
  // Bytes that the system took from us or gave to us.
  virtual void carried(Side from, std::string_view bytes) = 0;
  // FIN: this side sends no more.
  virtual void finished(Side side) = 0;
  // RST: the connection is gone.
  virtual void reset(Side side) = 0;
};

class LinkTap {
 public:
  virtual ~LinkTap() = default;
  // A connection of ours was accepted; the ends are addresses.
  virtual std::unique_ptr<StreamTap> connected(const Endpoint& ours, const Endpoint& peers) = 0;
};

}  // namespace air780
