#include "test/integration/mosquitto.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace air780 {

ClosedPort::ClosedPort() : reservation(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int yes = 1;
  ::setsockopt(reservation.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(reservation.get(), generic, size) != 0 || ::getsockname(reservation.get(), generic, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "a free port");
  }
  number = ntohs(address.sin_port);
}

Mosquitto::Mosquitto(std::string who_may_enter) : who_may_enter_(std::move(who_may_enter)) {
  ClosedPort port;
  port_ = port.number;
  reservation_ = std::move(port.reservation);
  start();
}

void Mosquitto::start() {
  std::string configuration = "listener " + std::to_string(port_) + " 127.0.0.1\n" + who_may_enter_ +
                              "persistence false\nset_tcp_nodelay true\nmax_queued_messages 0\n"
                              "log_dest stderr\nlog_type all\n";
  // It would otherwise become a user who cannot read the files of this one.
  if (::geteuid() == 0) configuration += "user root\n";
  process_.emplace(std::vector<std::string>{"mosquitto", "-c", directory_.write("mosquitto.conf", configuration)});
  wait_for_log(" running");
}

void Mosquitto::kill() {
  process_->signal(SIGKILL);
  process_->wait_for_end();
}

void Mosquitto::freeze() { process_->signal(SIGSTOP); }

void Mosquitto::wait_for_log(std::string_view part, std::size_t count, std::chrono::seconds at_most) const {
  process_->errors().wait_for_line(part, count, at_most);
}

}  // namespace air780
