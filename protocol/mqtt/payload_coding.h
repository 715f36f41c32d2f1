// How payloads are written in commands and printed in URCs (at-reference §2.6, §2.9). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/quirks.h"

namespace air780 {

// ASCII mode: a backslash with two hex digits is that byte (\22 \0D \0A \5C, and where any is known every other one);
// any other backslash stays.
//   {\22id\22:1}  ->  {"id":1}
std::string decode_escapes(std::string_view written, Quirks::Escapes known = Quirks::Escapes::any);

// HEX mode: pairs of hex digits of either case. Nothing on an odd count or another character.
//   313233  ->  123
std::optional<std::string> decode_hex(std::string_view written);

// Upper-case hex digits.
std::string encode_hex(std::string_view bytes);

// +MSUB: "<topic>",<len> byte,<payload>: as URC and in the answer of MQTTMSGGET, where the topic's form is a quirk; the
// payload as it is.
std::string msub_line(const MqttMessage& message, bool as_hex, Quirks::MsggetLine form = Quirks::MsggetLine::quoted);

}  // namespace air780
