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

void write_dictionary(const std::filesystem::path& path) {
  std::ofstream file(path);
  for (const Command* command : all_commands()) {
    const std::string name = fmt::format("AT{}", command->name);
    file << entry(name);
    if (command->read) file << entry(name + "?\r");
    if (!command->basic()) file << entry(name + "=?\r");
    if (command->execute) file << entry(name + "\r");
    const std::string equals = command->basic() && command->name[0] != 'S' ? "" : "=";
    std::string least, most;
    for (const Parameter& parameter : command->parameters) {
      const bool is_integer = parameter.kind == Parameter::Kind::integer;
      const std::string_view comma = least.empty() ? "" : ",";
      least += fmt::format("{}{}", comma, is_integer ? std::to_string(parameter.least) : "\"a\"");
      most += fmt::format("{}{}", comma, is_integer ? std::to_string(parameter.most) : "\"mqtt/sub_topic\"");
    }
    if (!least.empty()) file << entry(name + equals + least + "\r") << entry(name + equals + most + "\r");
  }
  for (int world = 0; world < fuzz::world_count; ++world) file << entry(mark(static_cast<World>(world)));
  for (const std::string_view piece : {"\r", "\r\n", ";", "\x1a", "\b", "A/", "\\22", "\",\"", "?", "=?"}) {
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
