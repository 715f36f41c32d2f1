// RFC 2217 from raw bytes of a client. Two things must hold whatever comes: nothing breaks (the sanitizers watch), and
// the server says, passes on and keeps the same whether its input comes whole, one byte at a time or in sevens.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/serial/rfc2217/com_port_client.h"
#include "sim/serial/rfc2217/com_port_server.h"

namespace {

using namespace air780;

struct Server final : ComPortServerListener {
  void on_host_data(std::string_view bytes) override { data += bytes; }
  void on_wire(std::string_view bytes) override { wire += bytes; }
  void on_host_lines(const HostLines& now) override {
    lines += static_cast<char>('0' + (now.terminal_ready ? 1 : 0) + (now.request_to_send ? 2 : 0));
  }
  bool operator==(const Server& other) const {
    return data == other.data && wire == other.wire && lines == other.lines &&
           server.settings() == other.server.settings();
  }

  std::string data;
  std::string wire;
  std::string lines;
  ComPortServer server{*this};
};

struct Client final : ComPortClientListener {
  void on_port_data(std::string_view bytes) override { data += bytes; }
  void on_wire(std::string_view bytes) override { wire += bytes; }
  void on_refused() override { wire += "refused"; }
  bool operator==(const Client& other) const { return data == other.data && wire == other.wire; }

  std::string data;
  std::string wire;
  ComPortClient client{*this};
};

template <typename Feed>
void feed(std::string_view bytes, std::size_t piece, Feed take) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) take(bytes.substr(0, piece));
}

void play(Server& host, std::string_view input, std::size_t piece) {
  host.server.drive({.clear_to_send = true, .data_set_ready = true});
  host.server.begin();
  feed(input, piece, [&](std::string_view bytes) { host.server.feed(bytes); });
  host.server.transmit("\r\nOK\xff\r\n");
  host.server.drive({.ring = true});
}

void play(Client& port, std::string_view input, std::size_t piece) {
  port.client.begin();
  feed(input, piece, [&](std::string_view bytes) { port.client.feed(bytes); });
  port.client.set_baud_rate(9600);
  port.client.transmit("AT\xff\r");
}

template <typename Side>
void expect_same(std::string_view input) {
  Side whole;
  play(whole, input, input.size() + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    Side cut;
    play(cut, input, piece);
    if (cut == whole) continue;
    std::fprintf(stderr, "pieces of %zu change what RFC 2217 does\n", piece);
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  expect_same<Server>(input);
  expect_same<Client>(input);
  return 0;
}
