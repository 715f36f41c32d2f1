#include "sim/serial/rfc2217_end.h"

namespace air780 {

boost::system::result<std::unique_ptr<Rfc2217End>, std::string> Rfc2217End::open(boost::asio::io_context& context,
                                                                                 Log& log, const Endpoint& address) {
  auto tcp = TcpEnd::open(context, log, address, TcpEnd::Wire::rfc2217);
  if (!tcp) return tcp.error();
  return std::make_unique<Rfc2217End>(std::move(*tcp), log);
}

Rfc2217End::Rfc2217End(std::unique_ptr<TcpEnd> tcp, Log& log) : log_(log), tcp_(std::move(tcp)) {}

void Rfc2217End::start(Receive receive) {
  receive_ = std::move(receive);
  tcp_->on_host([this] { server_.begin(); }, [this] { server_.end(); });
  tcp_->start([this](std::string_view bytes) {
    const com_port::Settings before = server_.settings();
    server_.feed(bytes);
    const com_port::Settings& now = server_.settings();
    if (now.baud_rate != before.baud_rate) {
      log_.debug(description() + ": the host's rate is " + std::to_string(now.baud_rate));
    }
  });
}

void Rfc2217End::on_host_lines(const HostLines& lines) {
  if (host_lines_changed) host_lines_changed(lines);
}

}  // namespace air780
