#include "sim/mqtt/connect_packet.h"

#include <algorithm>
#include <cstdint>

namespace air780 {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view protocol_name_and_level = "\0\4MQTT\4"sv;
constexpr std::size_t flags_and_keepalive = 3;

std::uint8_t byte_at(std::string_view bytes, std::size_t offset) { return static_cast<std::uint8_t>(bytes[offset]); }

ConnectStart not_connect() { return {.status = ConnectStart::Status::not_connect, .client_id = {}}; }

void append_length(std::string& out, std::size_t length) {
  do {
    const auto low = static_cast<std::uint8_t>(length & 0x7FU);
    length >>= 7U;
    out += static_cast<char>(length > 0 ? low | 0x80U : low);
  } while (length > 0);
}

}  // namespace

ConnectStart read_connect_start(std::string_view bytes) {
  ConnectStart start;
  if (bytes.empty()) return start;
  if (byte_at(bytes, 0) != 0x10) return not_connect();

  std::size_t offset = 1;
  for (unsigned shift = 0;; shift += 7) {
    if (shift == 28) return not_connect();
    if (offset == bytes.size()) return start;
    const std::uint8_t byte = byte_at(bytes, offset++);
    start.remaining_length |= static_cast<std::size_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) break;
  }
  start.header_size = offset;

  const std::string_view body = bytes.substr(offset);
  const std::size_t comparable = std::min(body.size(), protocol_name_and_level.size());
  if (body.substr(0, comparable) != protocol_name_and_level.substr(0, comparable)) return not_connect();
  const std::size_t id_offset = protocol_name_and_level.size() + flags_and_keepalive;
  if (start.remaining_length < id_offset + 2) return not_connect();
  if (body.size() < id_offset + 2) return start;
  const auto id_size = static_cast<std::size_t>(byte_at(body, id_offset) << 8U | byte_at(body, id_offset + 1));
  if (start.remaining_length < id_offset + 2 + id_size) return not_connect();
  if (body.size() < id_offset + 2 + id_size) return start;

  start.client_id = body.substr(id_offset + 2, id_size);
  start.client_id_offset = offset + id_offset;
  start.status = ConnectStart::Status::complete;
  return start;
}

std::string with_client_id(std::string_view bytes, const ConnectStart& start, std::string_view client_id) {
  std::string out(1, bytes[0]);
  append_length(out, start.remaining_length - start.client_id.size() + client_id.size());
  out += bytes.substr(start.header_size, start.client_id_offset - start.header_size);
  out += static_cast<char>(client_id.size() >> 8U);
  out += static_cast<char>(client_id.size() & 0xFFU);
  out += client_id;
  out += bytes.substr(start.client_id_offset + 2 + start.client_id.size());
  return out;
}

}  // namespace air780
