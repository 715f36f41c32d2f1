// However the host's bytes are cut into pieces, the module's output is the same: whole, one at a time, in sevens.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "test/fake/module_rig.h"

namespace air780 {
namespace {

constexpr auto settle = std::chrono::milliseconds(400);  // longer than a boot

// Everything the module says to these pieces of input, each followed by a pause.
std::string answer_to(const std::vector<std::string>& inputs, std::size_t piece, const Quirks& quirks) {
  ModelProfile profile;
  profile.quirks = quirks;
  fake::ModuleRig rig(profile);
  rig.command("AT+MQTTMSGSET=0");
  std::string said;
  for (const std::string& input : inputs) {
    for (std::size_t at = 0; at < input.size(); at += piece) {
      rig.send(std::string_view(input).substr(at, piece));
    }
    said += rig.take() + "|";
    rig.advance(settle);
    said += rig.take() + "|";
  }
  rig.advance(std::chrono::seconds(60));
  return said + rig.take();
}

void expect_same(const std::vector<std::string>& inputs, const Quirks& quirks = {}) {
  const std::string whole = answer_to(inputs, std::string::npos, quirks);
  for (const std::size_t piece : {1u, 2u, 7u, 100u})
    EXPECT_EQ(answer_to(inputs, piece, quirks), whole) << "in pieces of " << piece;
}

std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      bytes += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'r') bytes += '\r';
    if (kind == 'n') bytes += '\n';
    if (kind == 't') bytes += '\t';
    if (kind == '\\' || kind == '"') bytes += kind;
    if (kind == 'x' && i + 2 < text.size()) {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
  }
  return bytes;
}

// What the host sends in a dialogue.
std::vector<std::string> host_side(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> inputs;
  for (std::string line; std::getline(in, line);) {
    if (line == ">") inputs.emplace_back("\r");
    if (line.starts_with("> ")) inputs.push_back(line.substr(2) + "\r");
    if (line.starts_with(">: \"")) inputs.push_back(unescaped(std::string_view(line).substr(4, line.size() - 5)));
  }
  return inputs;
}

TEST(Chunking, EveryDialogue) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_DIALOGUES)) {
    if (entry.path().extension() != ".at") continue;
    SCOPED_TRACE(entry.path().filename());
    const auto inputs = host_side(entry.path());
    EXPECT_FALSE(inputs.empty());
    expect_same(inputs);
    ++files;
  }
  EXPECT_GE(files, 20);
}

TEST(Chunking, AllDialoguesAsOneBurstEach) {
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_DIALOGUES)) {
    if (entry.path().extension() != ".at") continue;
    SCOPED_TRACE(entry.path().filename());
    std::string burst;
    for (const std::string& input : host_side(entry.path())) burst += input;
    expect_same({burst});
  }
}

const std::vector<std::string> online = {"AT+MCONFIG=id\r", "AT+MIPSTART=h,1\r", "AT+MCONNECT=1,60\r",
                                         "AT+MSUB=\"#\",1\r"};

TEST(Chunking, NastyInputs) {
  const std::string long_line = "AT+MSUB=" + std::string(20'000, 'x') + "\rAT\r";
  for (const std::string& nasty :
       std::initializer_list<std::string>{"AT\r\nAT+CSQ\r\n\r\nAT\r",
                                          "A/A/AT+CSQ\rA/A/",
                                          "AT\r\n\nAT\r\r\n\r\n",
                                          "\x1a\x1a"
                                          "AT\x1a\r\x1a",
                                          "ATE0\rATE1\rATE0\rAT\r",
                                          "AT+MPUBEX=t,1,0,5\r\nhelloAT\r",
                                          "AT+MPUBEX=t,1,0,5\r\r\n\r\n\rAT\r",
                                          "AT+MPUBEX=t,2,0\r\n\nhello\x1a\x1a"
                                          "AT\r\n",
                                          "AT+MPUBEX=t,0,0,3\rabcAT+MPUBEX=t,0,0,3\rdefAT+MPUBEX=t,0,0\rghi\x1a"
                                          "A/jkl\x1a",
                                          "AT+MPUBEX=t,0,0,10\rstall",
                                          "AT+RESET\rAT\rAT\r",
                                          "AT+CFUN=1,1\r\nAT+CSQ\r\n",
                                          "AT+MIPCLOSE\rAT+MIPCLOSE\r",
                                          long_line,
                                          std::string(70'000, 'x') + "\rAT\r",
                                          std::string("AT\0\r\xff\xfe"
                                                      "AT\rA\bAT\b\bAT\r",
                                                      19),
                                          "ATQ1\rAT\rATQ0\r",
                                          "AT+CSQ;+CSQ;E0;+CSQ\rAT\r",
                                          "AT+MPUBEX=t,0,0\r" + std::string(5000, 'y') +
                                              "\x1a"
                                              "AT\r",
                                          "xATyAT+CSQ\rAT+FORMAT\r"}) {
    SCOPED_TRACE(nasty.substr(0, 60));
    expect_same({nasty});
    auto in_session = online;
    in_session.push_back(nasty);
    expect_same(in_session);
    expect_same(in_session, Quirks{.line = {.lf_terminates = true, .echo_lf = true}});
  }
}

TEST(Chunking, RandomStreams) {
  std::mt19937 random(20'261'123);
  const std::vector<std::string> parts = {"AT",
                                          "AT+CSQ",
                                          "\r",
                                          "\r",
                                          "\n",
                                          "\r\n",
                                          "A/",
                                          "ATE0",
                                          "ATE1",
                                          ";",
                                          "+CGATT?",
                                          "\x1a",
                                          "\b",
                                          "AT+MPUBEX=t,1,0,3\r",
                                          "AT+MPUBEX=t,0,0\r",
                                          "abc",
                                          "\"",
                                          ",",
                                          "AT+MPUB=t,2,0,\"x\"\r",
                                          "AT+MIPSTART=h,1\r",
                                          "AT+MCONNECT=1,60\r",
                                          "AT+MIPCLOSE\r",
                                          "\xff",
                                          " "};
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> inputs = online;
    for (int i = 0; i < 6; ++i) {
      std::string input;
      for (int n = 0; n < 12; ++n) input += parts[random() % parts.size()];
      inputs.push_back(input);
    }
    SCOPED_TRACE("round " + std::to_string(round));
    expect_same(inputs);
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace air780
