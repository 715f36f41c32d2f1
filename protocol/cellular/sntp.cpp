#include "protocol/cellular/sntp.h"

namespace air780 {
namespace {

constexpr std::size_t size = 48;
// Where the fields are.
constexpr std::size_t stratum = 1;
constexpr std::size_t originate = 24;
constexpr std::size_t receive = 32;
constexpr std::size_t transmit = 40;

constexpr unsigned version_4 = 4U << 3U;
constexpr unsigned mode_mask = 7;
constexpr unsigned client = 3;
constexpr unsigned server = 4;
constexpr unsigned unsynchronised = 3U << 6U;

// From 1900 to 1970. Seconds count to 2^32; the first half of them is of the era that begins in 2036.
constexpr std::int64_t to_unix = 2'208'988'800;
constexpr std::int64_t era = std::int64_t{1} << 32U;

unsigned byte_at(std::string_view packet, std::size_t at) { return static_cast<unsigned char>(packet[at]); }

std::uint64_t number_at(std::string_view packet, std::size_t at, std::size_t bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes; ++i) number = number << 8U | byte_at(packet, at + i);
  return number;
}

void put(std::string& packet, std::size_t at, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) packet[at + bytes - 1 - i] = static_cast<char>(number >> (8 * i) & 0xFFU);
}

}  // namespace

std::string sntp_question(std::uint64_t cookie) {
  std::string packet(size, '\0');
  packet[0] = static_cast<char>(version_4 | client);
  put(packet, transmit, cookie, 8);
  return packet;
}

std::optional<UtcTime> sntp_time(std::string_view answer, std::uint64_t cookie) {
  if (answer.size() < size) return std::nullopt;
  const unsigned flags = byte_at(answer, 0);
  if ((flags & mode_mask) != server || (flags & unsynchronised) == unsynchronised) return std::nullopt;
  // 0 is a refusal, 16 and more are unsynchronised.
  if (byte_at(answer, stratum) == 0 || byte_at(answer, stratum) > 15) return std::nullopt;
  if (number_at(answer, originate, 8) != cookie || number_at(answer, transmit, 8) == 0) return std::nullopt;
  std::int64_t seconds = static_cast<std::int64_t>(number_at(answer, transmit, 4));
  if (seconds < era / 2) seconds += era;
  return UtcTime(std::chrono::seconds(seconds - to_unix));
}

std::optional<std::string> sntp_answer(std::string_view question, UtcTime now) {
  if (question.size() < size || (byte_at(question, 0) & mode_mask) != client) return std::nullopt;
  std::string packet(size, '\0');
  packet[0] = static_cast<char>(version_4 | server);
  packet[stratum] = 1;
  put(packet, originate, number_at(question, transmit, 8), 8);
  const auto seconds = static_cast<std::uint64_t>(now.time_since_epoch().count() + to_unix) % (1ULL << 32U);
  put(packet, receive, seconds, 4);
  put(packet, transmit, seconds, 4);
  // A transmit time of nothing at all would mean that it is not known.
  put(packet, transmit + 4, 1, 4);
  return packet;
}

}  // namespace air780
