// SNTP as AT+CNTP speaks it (RFC 4330): one question, one answer of 48 bytes. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

constexpr std::uint16_t sntp_port = 123;

// `cookie` is any number; the server sends it back, which tells its answer from somebody else's.
std::string sntp_question(std::uint64_t cookie);

// The time in the answer to that question; nothing when it is none: too short, from no server, to another question, or
// from a server that says itself that it does not know the time.
std::optional<UtcTime> sntp_time(std::string_view answer, std::uint64_t cookie);

// What a server answers at that time; nothing to what is no question.
std::optional<std::string> sntp_answer(std::string_view question, UtcTime now);

}  // namespace air780
