// Telnet is taken apart the same way wherever its bytes are cut.
#include "sim/serial/rfc2217/telnet_reader.h"

#include <gmock/gmock.h>

#include "test/unit/serial/rfc2217/wire.h"

namespace air780 {
namespace {

using test::wire;

struct Notes final : TelnetListener {
  void on_data(std::string_view bytes) override { data += bytes; }
  void on_request(telnet::Byte verb, telnet::Byte option) override {
    data += "[" + std::to_string(verb) + " " + std::to_string(option) + "]";
  }
  void on_subnegotiation(telnet::Byte option, std::string_view payload) override {
    data += "{" + std::to_string(option) + ":" + std::string(payload) + "}";
  }
  std::string data;
};

std::string read(std::string_view bytes, std::size_t piece, bool binary = false) {
  Notes notes;
  TelnetReader reader(notes);
  reader.set_binary(binary);
  for (std::size_t at = 0; at < bytes.size(); at += piece) reader.feed(bytes.substr(at, piece));
  return notes.data;
}

void expect_read(std::string_view bytes, const std::string& found, bool binary = false) {
  for (const std::size_t piece : {std::string::npos / 2, std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
    EXPECT_EQ(read(bytes, piece, binary), found) << "in pieces of " << piece;
  }
}

TEST(TelnetReader, GivesDataAsItIs) { expect_read("AT+CSQ\r\n\x1a", "AT+CSQ\r\n\x1a"); }

TEST(TelnetReader, TakesADoubledEscapeForOneByte) {
  expect_read("a" + wire({255, 255}) + "b" + wire({255, 255, 255, 255}),
              "a\xff"
              "b\xff\xff");
}

TEST(TelnetReader, FindsRequestsBetweenData) {
  expect_read("A" + wire({255, 253, 44}) + "T" + wire({255, 252, 0}) + "\r", "A[253 44]T[252 0]\r");
}

TEST(TelnetReader, FindsSubnegotiationsWithEscapesInThem) {
  expect_read("A" + wire({255, 250, 44, 1, 'x', 255, 255, 'y', 255, 240}) + "T",
              "A{44:\x01x\xff"
              "y}T");
}

TEST(TelnetReader, DropsCommandsThatMeanNothingHere) {
  expect_read("A" + wire({255, 241, 255, 246, 255, 249, 255, 7}) + "T", "AT");
}

TEST(TelnetReader, DropsTheNulBehindACarriageReturnUnlessThePeerIsBinary) {
  const std::string text = "AT\r" + wire({0}) + "I\r\n" + wire({0});
  expect_read(text, "AT\rI\r\n" + wire({0}));
  expect_read(text, text, true);
}

TEST(TelnetReader, SkipsASubnegotiationThatHasNoEndInSight) {
  const std::string payload(TelnetReader::longest_payload, 'x');
  expect_read(wire({255, 250, 44}) + payload + wire({255, 240}) + "AT", "{44:" + payload + "}AT");
  expect_read(wire({255, 250, 44}) + payload + "x" + wire({255, 240}) + "AT", "AT");
  expect_read(wire({255, 250, 44}) + payload + payload + payload, "");
}

TEST(TelnetReader, FindsItsWayBackWhenASubnegotiationIsBrokenOff) {
  expect_read(wire({255, 250, 44, 1, 2, 255, 253, 0}) + "AT", "[253 0]AT");
  expect_read(wire({255, 250, 44, 1, 255, 250, 44, 7, 255, 240}) + "AT", "{44:\a}AT");
}

TEST(TelnetReader, TakesAnEmptySubnegotiation) { expect_read(wire({255, 250, 44, 255, 240}), "{44:}"); }

TEST(TelnetReader, StartsAfresh) {
  Notes notes;
  TelnetReader reader(notes);
  reader.feed(wire({255, 250, 44, 1}));
  reader.reset();
  reader.feed("AT");
  EXPECT_EQ(notes.data, "AT");
}

}  // namespace
}  // namespace air780
