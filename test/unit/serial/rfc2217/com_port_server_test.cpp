// What clients send to a port with RFC 2217, and what they get back.
#include "sim/serial/rfc2217/com_port_server.h"

#include <gmock/gmock.h>

#include <numeric>

#include "test/unit/serial/rfc2217/wire.h"

namespace air780 {
namespace {

using test::asking;
using test::com_port;
using test::please_do;
using test::please_dont;
using test::request;
using test::Server;
using test::will;
using test::wire;
using test::wont;

constexpr ModemLines idle{.clear_to_send = true, .data_set_ready = true};

// What pyserial 3.5 sends when it opens a port at 115200, byte for byte.
std::string pyserial_opens() {
  return request(please_do, 1) + request(will, 3) + request(please_do, 3) + request(please_do, 44) + request(will, 44) +
         com_port({1, 0, 1, 0xC2, 0}) + com_port({2, 8}) + com_port({3, 1}) + com_port({4, 1}) + com_port({5, 1}) +
         com_port({5, 8}) + com_port({5, 11}) + com_port({12, 1}) + com_port({12, 2});
}

TEST(ComPortServer, AsksForItsOptionsFirst) {
  Server host;
  host.server.begin();
  EXPECT_EQ(host.sent, asking({0, 3}));
}

TEST(ComPortServer, LetsPyserialOpenThePort) {
  Server host(Server::Client::stranger);
  host.server.drive(idle);
  // ECHO is refused, SUPPRESS GO AHEAD was asked for already, COM-PORT is agreed to; then the modem's state, once, and
  // an answer with the same value to each command.
  EXPECT_EQ(host.answer(pyserial_opens()), request(wont, 1) + request(will, 44) + com_port({107, 0x30}) +
                                               request(please_do, 44) + com_port({101, 0, 1, 0xC2, 0}) +
                                               com_port({102, 8}) + com_port({103, 1}) + com_port({104, 1}) +
                                               com_port({105, 1}) + com_port({105, 8}) + com_port({105, 11}) +
                                               com_port({112, 1}) + com_port({112, 2}));
  EXPECT_EQ(host.data, "");
}

TEST(ComPortServer, GivesTheSameWhereverItsInputIsCut) {
  const std::string input = pyserial_opens() + "AT" + wire({255, 255}) + com_port({1, 0, 0, 0xFF, 0xFF}) + "\r";
  Server whole(Server::Client::stranger);
  const std::string answer = whole.answer(input);
  Server single(Server::Client::stranger);
  std::string answers;
  for (const char byte : input) answers += single.answer({&byte, 1});
  EXPECT_EQ(answers, answer);
  EXPECT_EQ(single.data, whole.data);
  EXPECT_EQ(whole.data, "AT\xff\r");
  EXPECT_EQ(single.server.settings(), whole.server.settings());
}

TEST(ComPortServer, AnswersRequestsOnAChangeOnly) {
  Server host;
  EXPECT_EQ(host.answer(request(will, 0) + request(please_do, 0)), "");
  EXPECT_EQ(host.answer(request(wont, 0)), request(please_dont, 0));
  EXPECT_EQ(host.answer(request(wont, 0)), "");
  EXPECT_EQ(host.answer(request(will, 0)), request(please_do, 0));
  EXPECT_EQ(host.answer(request(please_dont, 3)), "");  // we asked, it will not
  EXPECT_EQ(host.answer(request(will, 24) + request(wont, 24)), request(please_dont, 24));
}

TEST(ComPortServer, KeepsWhatTheClientSets) {
  Server host;
  EXPECT_EQ(host.answer(com_port({1, 0, 0, 0x25, 0x80})), com_port({101, 0, 0, 0x25, 0x80}));
  EXPECT_EQ(host.answer(com_port({2, 7}) + com_port({3, 3}) + com_port({4, 2})),
            com_port({102, 7}) + com_port({103, 3}) + com_port({104, 2}));
  const com_port::Settings& settings = host.server.settings();
  EXPECT_EQ(settings.baud_rate, 9600u);
  EXPECT_EQ(settings.data_size, 7);
  EXPECT_EQ(settings.parity, 3);
  EXPECT_EQ(settings.stop_size, 2);
}

TEST(ComPortServer, TellsWhatIsSetWhenAsked) {
  Server host;
  host.answer(com_port({1, 0, 0, 0x25, 0x80}) + com_port({5, 3}) + com_port({5, 5}) + com_port({5, 9}));
  EXPECT_EQ(host.answer(com_port({1, 0, 0, 0, 0})), com_port({101, 0, 0, 0x25, 0x80}));
  EXPECT_EQ(host.answer(com_port({2, 0}) + com_port({3, 0}) + com_port({4, 0})),
            com_port({102, 8}) + com_port({103, 1}) + com_port({104, 1}));
  EXPECT_EQ(host.answer(com_port({5, 0}) + com_port({5, 4}) + com_port({5, 7}) + com_port({5, 10}) + com_port({5, 13})),
            com_port({105, 3}) + com_port({105, 5}) + com_port({105, 9}) + com_port({105, 11}) + com_port({105, 14}));
  EXPECT_EQ(host.answer(com_port({0})), com_port({100, 'a', 'i', 'r', '7', '8', '0', 's', 'i', 'm'}));
}

TEST(ComPortServer, AnswersAValueThatNoPortHasWithWhatIsInForce) {
  Server host;
  EXPECT_EQ(host.answer(com_port({2, 9}) + com_port({3, 6}) + com_port({4, 4})),
            com_port({102, 8}) + com_port({103, 1}) + com_port({104, 1}));
}

TEST(ComPortServer, IgnoresWhatIsMalformed) {
  Server host;
  EXPECT_EQ(host.answer(com_port({}) + com_port({1}) + com_port({1, 1, 2, 3}) + com_port({2}) + com_port({2, 7, 7}) +
                        com_port({5, 99}) + com_port({12, 0}) + com_port({99, 1}) + com_port({0, 'h', 'i'})),
            "");
  EXPECT_EQ(host.server.settings(), com_port::Settings());
  EXPECT_EQ(host.answer(wire({255, 250, 24, 1, 255, 240})), "");  // another option
  EXPECT_EQ(host.data, "");
}

TEST(ComPortServer, PassesOnDtrAndRts) {
  Server host;
  host.answer(com_port({5, 9}) + com_port({5, 9}) + com_port({5, 12}) + com_port({5, 8}));
  EXPECT_EQ(host.lines, "dR dr Dr ");
  host.server.end();
  EXPECT_EQ(host.lines, "dR dr Dr dr ");
}

TEST(ComPortServer, TellsChangesOfTheModulesLines) {
  Server host;
  host.server.drive(idle);
  host.sent.clear();
  ModemLines lines = idle;
  lines.ring = true;
  host.server.drive(lines);
  EXPECT_EQ(host.sent, com_port({107, 0x70}));
  host.sent.clear();
  host.server.drive(idle);
  EXPECT_EQ(host.sent, com_port({107, 0x34}));
  host.sent.clear();
  lines = idle;
  lines.carrier = true;
  host.server.drive(lines);
  EXPECT_EQ(host.sent, com_port({107, 0xB8}));
  host.sent.clear();
  host.server.drive(lines);
  EXPECT_EQ(host.sent, "");
}

TEST(ComPortServer, TellsTheStateWhenAsked) {
  Server host;
  host.server.drive(idle);
  EXPECT_EQ(host.answer(com_port({7})), com_port({107, 0x30}));
}

// pyserial, when our opening overtakes its own.
TEST(ComPortServer, TakesACommandForAgreement) {
  Server host(Server::Client::stranger);
  host.server.drive(idle);
  EXPECT_EQ(host.answer(com_port({2, 8})), com_port({107, 0x30}) + com_port({102, 8}));
  host.server.drive({});
  EXPECT_EQ(host.sent, com_port({107, 0x03}));
}

TEST(ComPortServer, TellsOnlyTheChangesAskedFor) {
  Server host;
  host.server.drive(idle);
  EXPECT_EQ(host.answer(com_port({11, 0x80})), com_port({111, 0x80}));
  ModemLines lines = idle;
  lines.ring = true;
  host.server.drive(lines);
  EXPECT_EQ(host.sent, "");
  lines.carrier = true;
  host.server.drive(lines);
  EXPECT_EQ(host.sent, com_port({107, 0x80}));
}

TEST(ComPortServer, TellsNothingToAClientThatDoesNotSpeakComPort) {
  Server host(Server::Client::stranger);
  host.server.drive(idle);
  host.answer(request(please_dont, 44) + request(wont, 44));
  host.server.drive({});
  EXPECT_EQ(host.sent, "");
  EXPECT_EQ(host.answer("AT\r"), "");
  EXPECT_EQ(host.data, "AT\r");
}

TEST(ComPortServer, EscapesWhatTheModuleSays) {
  Server host;
  std::string every(256, '\0');
  std::iota(every.begin(), every.end(), '\0');
  host.server.transmit(every);
  EXPECT_EQ(host.sent, every + "\xff");
}

TEST(ComPortServer, HoldsOutputWhileTheClientHasItSuspended) {
  Server host;
  host.answer(com_port({8}));
  host.server.transmit("later");
  EXPECT_EQ(host.sent, "");
  EXPECT_EQ(host.answer(com_port({2, 0})), com_port({102, 8}));
  EXPECT_EQ(host.answer(com_port({9})), "later");
  host.server.transmit("now");
  EXPECT_EQ(host.sent, "now");
}

TEST(ComPortServer, BoundsWhatItHoldsAndDropsItWhenPurged) {
  Server host;
  host.answer(com_port({8}));
  for (int i = 0; i < 3; ++i) host.server.transmit(std::string(30'000, 'x'));
  EXPECT_EQ(host.answer(com_port({9})).size(), ComPortServer::most_suspended_bytes);
  host.answer(com_port({8}));
  host.server.transmit("unread");
  EXPECT_EQ(host.answer(com_port({12, 1})), com_port({112, 1}));
  EXPECT_EQ(host.answer(com_port({9})), "");
}

TEST(ComPortServer, BeginsAfreshWithEachClient) {
  Server host;
  host.server.drive(idle);
  host.answer(com_port({1, 0, 0, 0x25, 0x80}) + com_port({5, 9}) + com_port({8}) + wire({255, 250, 44, 1}));
  host.server.begin();
  host.sent.clear();
  EXPECT_EQ(host.lines, "dR DR ");
  EXPECT_EQ(host.answer(request(will, 44) + com_port({1, 0, 0, 0, 0})),
            request(please_do, 44) + com_port({107, 0x30}) + com_port({101, 0, 1, 0xC2, 0}));
  host.server.transmit("hello");
  EXPECT_EQ(host.sent, "hello");
}

}  // namespace
}  // namespace air780
