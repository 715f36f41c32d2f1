// Looks at the records a server sends before they are encrypted: whether it speaks TLS at all, and which alert it ended
// the handshake with, which the library keeps to itself.
// Owned by a TlsClient; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace air780 {

class RecordWatch {
 public:
  // Bytes as they arrive, in pieces of any size.
  void see(std::string_view bytes);

  bool anything_came() const { return seen_ > 0; }
  // The first bytes are no TLS record.
  bool is_foreign() const { return foreign_; }
  // The description of a fatal alert (RFC 5246 §7.2).
  std::optional<int> fatal_alert() const { return alert_; }

 private:
  void see_header();

  static constexpr std::size_t header_size = 5;
  std::array<unsigned char, header_size> header_{};
  std::size_t header_filled_ = 0;
  std::array<unsigned char, 2> body_{};  // the first bytes of the record's content
  std::size_t body_seen_ = 0;
  std::size_t body_size_ = 0;
  std::size_t seen_ = 0;
  bool encrypted_ = false;
  bool foreign_ = false;
  std::optional<int> alert_;
};

// "handshake_failure"; empty for a number that RFC 5246 does not name.
std::string_view alert_name(int alert);

}  // namespace air780
