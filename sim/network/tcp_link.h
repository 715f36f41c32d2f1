// A link of the module over TCP: being dialled, then open.
// Owned by the module through the Link port; used only from the thread that runs the io_context.
#pragma once

#include <memory>
#include <string>

#include "protocol/ports/network.h"
#include "sim/network/endpoint.h"
#include "sim/network/system_resolver.h"

namespace air780 {

class Dial;
class LinkTap;
class TcpStream;
class VanishedStreams;

class TcpLink : public Link {
 public:
  // Begins to dial `target`, called `name` in error texts; `tap`, if any, sees the connection.
  TcpLink(boost::asio::io_context& context, SystemResolver& resolver, std::shared_ptr<VanishedStreams> vanished,
          Endpoint target, std::string name, Duration timeout, LinkObserver& observer, LinkTap* tap = nullptr);
  ~TcpLink() override;
  TcpLink(const TcpLink&) = delete;
  TcpLink& operator=(const TcpLink&) = delete;

  void write(std::string_view bytes) override;
  std::size_t unsent() const override;
  void pause_reading(bool paused) override;
  void close() override;
  void abort() override;
  void vanish() override;

 private:
  void stop_dialling();

  const std::shared_ptr<VanishedStreams> vanished_;

  std::shared_ptr<Dial> dial_;
  std::shared_ptr<TcpStream> stream_;
  bool paused_ = false;
};

}  // namespace air780
