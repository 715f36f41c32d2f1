#include "test/integration/obliging_module.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <stdexcept>

#include "test/integration/mosquitto.h"

namespace air780 {

ObligingModule::ObligingModule(std::string answer) : answer_(std::move(answer)) {
  ClosedPort port;
  port_ = port.number;
  listener_ = std::move(port.reservation);
  std::array<int, 2> ends{};
  if (::listen(listener_.get(), 8) != 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("listen");
  end_reading_.reset(ends[0]);
  end_writing_.reset(ends[1]);
  thread_ = std::thread([this] { serve(); });
}

ObligingModule::~ObligingModule() {
  end_writing_.reset();
  thread_.join();
}

bool ObligingModule::wait(int descriptor) const {
  std::array<pollfd, 2> waiting = {{{descriptor, POLLIN, 0}, {end_reading_.get(), POLLIN, 0}}};
  ::poll(waiting.data(), waiting.size(), -1);
  return waiting[1].revents == 0;
}

void ObligingModule::serve() {
  while (wait(listener_.get())) {
    const FileDescriptor host(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (host) serve_host(host.get());
  }
}

void ObligingModule::serve_host(int host) const {
  std::array<char, 4096> bytes;
  while (wait(host)) {
    const ssize_t size = ::read(host, bytes.data(), bytes.size());
    if (size <= 0) return;
    if (::send(host, answer_.data(), answer_.size(), MSG_NOSIGNAL) < 0) return;
  }
}

}  // namespace air780
