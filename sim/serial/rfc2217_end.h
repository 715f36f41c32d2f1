// A TCP listener that speaks RFC 2217 as serial end: what a host sets and asks of its serial port travels beside the
// data, and it sees the module's lines.
// Owned by the SerialLine; must be destroyed before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/network/endpoint.h"
#include "sim/serial/rfc2217/com_port_server.h"
#include "sim/serial/serial_end.h"
#include "sim/serial/tcp_end.h"

namespace air780 {

class Rfc2217End : public SerialEnd, private ComPortServerListener {
 public:
  // As TcpEnd::open().
  static boost::system::result<std::unique_ptr<Rfc2217End>, std::string> open(boost::asio::io_context& context,
                                                                              Log& log, const Endpoint& address);

  // Hosts come and go as with TcpEnd; each finds its port at 115200 8N1 with DTR and RTS on, and sets it as it likes.
  // When it has gone they are off.
  void start(Receive receive) override;
  void transmit(std::string_view bytes) override { server_.transmit(bytes); }
  void drive(const ModemLines& lines) override { server_.drive(lines); }
  void pause_reading(bool paused) override { tcp_->pause_reading(paused); }
  std::optional<unsigned> host_rate() override { return server_.chosen_rate(); }
  void hang_up() override { tcp_->hang_up(); }  // as TcpEnd
  // "rfc2217 127.0.0.1:7801" with the port in use.
  std::string description() const override { return tcp_->description(); }
  // The address listened at, with the port in use.
  const Endpoint& address() const { return tcp_->address(); }
  // What the host has set last, or what it found.
  const com_port::Settings& settings() const { return server_.settings(); }

  // For open() only.
  Rfc2217End(std::unique_ptr<TcpEnd> tcp, Log& log);

 private:
  void on_host_data(std::string_view data) override { receive_(data); }
  void on_wire(std::string_view bytes) override { tcp_->transmit(bytes); }
  void on_host_lines(const HostLines& lines) override;

  Log& log_;
  std::unique_ptr<TcpEnd> tcp_;
  Receive receive_;
  ComPortServer server_{*this};
};

}  // namespace air780
