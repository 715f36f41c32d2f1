// The NSS key log format, with which Wireshark decrypts a capture. Pure; any thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace air780 {

// Takes one line of a key log, without its line end.
using KeyLogSink = std::function<void(std::string_view line)>;

// "CLIENT_RANDOM <64 hex digits> <96 hex digits>".
std::string key_log_line(std::string_view label, std::span<const unsigned char> client_random,
                         std::span<const unsigned char> secret);

}  // namespace air780
