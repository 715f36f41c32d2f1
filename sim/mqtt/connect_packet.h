// The beginning of a CONNECT packet: reading the client identifier that says whose connection it is, and putting
// another in its place.
// Pure functions, usable on any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace air780 {

struct ConnectStart {
  enum class Status { incomplete, not_connect, complete };
  Status status = Status::incomplete;
  std::string client_id;             // when complete
  std::size_t client_id_offset = 0;  // of its length field, in the bytes given; when complete
  std::size_t remaining_length = 0;  // of the packet; when complete
  std::size_t header_size = 0;       // of the fixed header; when complete
};

// Reads an MQTT 3.1.1 CONNECT as far as its client identifier. `incomplete` asks for more bytes and can be decided for
// good after at most 17 bytes plus the identifier; anything that cannot become such a packet is `not_connect`.
ConnectStart read_connect_start(std::string_view bytes);

// `bytes`, which begin with what `start` was read from, with `client_id` as the packet's identifier. For example
// CONNECT "a" with "bcd" grows by two bytes, in its remaining length too.
std::string with_client_id(std::string_view bytes, const ConnectStart& start, std::string_view client_id);

}  // namespace air780
