// Makes what a fuzzer starts from: a dictionary of the command table, and the dialogues' host side as seeds.
//   fuzz-material DICTIONARY CORPUS-DIRECTORY DIALOGUE…
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/at/command_table.h"
#include "sim/dialogue/dialogue_file.h"
#include "test/fuzz/fuzz_input.h"

namespace {

using namespace air780;
using fuzz::World;

// libFuzzer's form of an entry: quoted, with \xHH for what is not printable.
std::string entry(std::string_view bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    text += plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return text + "\"\n";
}

std::string mark(World world) { return std::string(fuzz::mark) + static_cast<char>(world); }

std::string example_of(const Parameter& parameter, bool least) {
  switch (parameter.kind) {
    case Parameter::Kind::integer:
      return std::to_string(least ? parameter.least : parameter.most);
    case Parameter::Kind::word:
      return std::string(least ? parameter.words.front() : parameter.words.back());
    case Parameter::Kind::hex_digits:
      return std::string(static_cast<std::size_t>(least ? parameter.least : parameter.most), '5');
    case Parameter::Kind::text:
      break;
  }
  return least ? "\"a\"" : "\"mqtt/sub_topic\"";
}

// A line with the least of everything and one with the most.
void write_arguments(std::ofstream& file, const std::string& begin, const std::string& keyword,
                     std::span<const Parameter> parameters) {
  for (const bool least : {true, false}) {
    std::string line = begin + keyword;
    for (const Parameter& parameter : parameters) {
      line += fmt::format("{}{}", &parameter == parameters.data() ? "" : ",", example_of(parameter, least));
    }
    file << entry(line + "\r");
  }
}

void write_dictionary(const std::filesystem::path& path) {
  std::ofstream file(path);
  for (const Command* command : all_commands()) {
    const std::string name = fmt::format("AT{}", command->name);
    file << entry(name);
    if (command->read) file << entry(name + "?\r");
    if (!command->basic()) file << entry(name + "=?\r");
    if (command->execute) file << entry(name + "\r");
    const std::string equals = command->basic() && command->name[0] != 'S' ? "" : "=";
    if (!command->parameters.empty()) write_arguments(file, name + equals, "", command->parameters);
    for (const Variant& variant : command->variants) {
      file << entry(fmt::format("\"{}\"", variant.keyword));
      write_arguments(file, name + equals, fmt::format("\"{}\",", variant.keyword), variant.parameters);
    }
  }
  for (int world = 0; world < fuzz::world_count; ++world) file << entry(mark(static_cast<World>(world)));
  for (const std::string_view piece :
       {"\r", "\r\n", ";", "\x1a", "\b", "A/", "\\22", "\",\"", "?", "=?", "C:/", "../"}) {
    file << entry(piece);
  }
}

std::string seed_of(const Dialogue& dialogue) {
  std::string seed;
  for (const Step& step : dialogue.steps) {
    if (const auto* send = std::get_if<Send>(&step.action)) seed += send->bytes + mark(World::short_while);
    if (std::holds_alternative<PeerPublish>(step.action)) seed += mark(World::peer_publishes);
    if (std::holds_alternative<PeerClose>(step.action)) seed += mark(World::peer_closes);
    if (std::holds_alternative<Silence>(step.action)) seed += mark(World::long_while);
  }
  return seed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  write_dictionary(argv[1]);
  const std::filesystem::path corpus = argv[2];
  std::filesystem::create_directories(corpus);
  for (int i = 3; i < argc; ++i) {
    const auto dialogue = load_dialogue(argv[i]);
    if (!dialogue) {
      std::fprintf(stderr, "%s\n", to_string(dialogue.error()).c_str());
      return 1;
    }
    std::ofstream(corpus / (dialogue->name + ".seed"), std::ios::binary) << seed_of(*dialogue);
  }
  return 0;
}
