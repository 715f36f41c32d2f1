// A driver as a program of its own, on the module's TCP line:
//   air780-host guide|careless HOST:PORT
// Ends with exit code 0 when the line is closed, 2 when it cannot be opened.
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <string>
#include <string_view>

#include "sim/asio_scheduler.h"
#include "test/host/host_driver.h"

namespace {

using namespace air780;
using boost::asio::ip::tcp;

class Program {
 public:
  Program(tcp::socket line, boost::asio::io_context& io, bool guide) : line_(std::move(line)), scheduler_(io) {
    const auto send = [this](std::string_view bytes) {
      boost::system::error_code ignored;
      boost::asio::write(line_, boost::asio::buffer(bytes.data(), bytes.size()), ignored);
    };
    driver_ = guide ? host::make_guide_driver(scheduler_, send) : host::make_careless_driver(scheduler_, send);
    driver_->start();
    read(io);
  }

 private:
  void read(boost::asio::io_context& io) {
    line_.async_read_some(boost::asio::buffer(bytes_),
                          [this, &io](const boost::system::error_code& error, std::size_t count) {
                            if (error) return io.stop();
                            driver_->receive(std::string_view(bytes_.data(), count));
                            read(io);
                          });
  }

  tcp::socket line_;
  AsioScheduler scheduler_;
  std::unique_ptr<host::HostDriver> driver_;
  std::array<char, 4096> bytes_{};
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view kind = argc == 3 ? argv[1] : "";
  const auto colon = argc == 3 ? std::string(argv[2]).rfind(':') : std::string::npos;
  if ((kind != "guide" && kind != "careless") || colon == std::string::npos) {
    std::fputs("usage: air780-host guide|careless HOST:PORT\n", stderr);
    return 2;
  }
  const std::string address = argv[2];
  boost::asio::io_context io;
  boost::system::error_code error;
  tcp::socket line(io);
  const auto host = boost::asio::ip::make_address(address.substr(0, colon), error);
  if (!error) line.connect({host, static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)))}, error);
  if (error) {
    std::fprintf(stderr, "%s: %s\n", argv[2], error.message().c_str());
    return 2;
  }
  const Program program(std::move(line), io, kind == "guide");
  io.run();
  return 0;
}
