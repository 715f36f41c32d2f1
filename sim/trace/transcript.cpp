#include "sim/trace/transcript.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <variant>

#include "sim/text/escapes.h"

namespace air780 {
namespace {

// Escaped so that the closing quote is the last one of the line.
std::string in_quotes(std::string_view bytes) { return fmt::format("\"{}\"", escape(bytes)); }

std::string text_of(const MqttPacket& packet) {
  std::string text =
      fmt::format("{} {}", packet.direction == MqttDirection::to_broker ? '>' : '<', to_string(packet.type));
  if (packet.packet_id != 0) text += fmt::format(" id={}", packet.packet_id);
  if (packet.type == MqttPacketType::connack || packet.type == MqttPacketType::suback) {
    text += fmt::format(" code={}", packet.return_code);
  }
  if (packet.type == MqttPacketType::publish) {
    text += fmt::format(" qos={}{}{} bytes={}", packet.qos, packet.retain ? " retain" : "",
                        packet.duplicate ? " dup" : "", packet.payload_size);
  }
  if (!packet.topic.empty()) text += fmt::format(" topic={}", in_quotes(packet.topic));
  return text;
}

struct Describe {
  std::string operator()(const SerialBytes& serial) const {
    const bool from_host = serial.direction == SerialBytes::Direction::from_host;
    return fmt::format("{:<7} {}", serial.lost ? "lost" : (from_host ? "host" : "module"), in_quotes(serial.bytes));
  }
  std::string operator()(const CommandStarted& command) const {
    return fmt::format("command AT{}", escape(command.text));
  }
  std::string operator()(const CommandFinished& command) const {
    return fmt::format("result  AT{}: {}", escape(command.text), escape(command.result));
  }
  std::string operator()(const UnsolicitedLine& line) const { return fmt::format("urc     {}", escape(line.text)); }
  std::string operator()(const StateChanged& change) const {
    return fmt::format("state   {}: {} -> {}", change.what, change.from, change.to);
  }
  std::string operator()(const MqttPacketSeen& seen) const { return fmt::format("mqtt    {}", text_of(seen.packet)); }
  std::string operator()(const PowerChanged& power) const { return fmt::format("power   {}", to_string(power.step)); }
  std::string operator()(const FileChanged& file) const {
    return fmt::format("file    {} {}", escape(file.name), file.what);
  }
  std::string operator()(const FaultActed& fault) const {
    return fmt::format("fault   {}{}", escape(fault.rule), fault.ended ? " (ended)" : "");
  }
  std::string operator()(const Notice& notice) const { return fmt::format("notice  {}", escape(notice.text)); }
};

}  // namespace

std::string transcript_line(const Event& event) {
  const double seconds = std::chrono::duration<double>(event.at).count();
  return fmt::format("{:>14.6f} {}", seconds, std::visit(Describe(), event.body));
}

bool read_transcript_line(std::string_view line, TranscriptBytes& bytes) {
  const auto time = line.find_first_not_of(' ');
  const auto kind = line.find(' ', time == std::string_view::npos ? 0 : time);
  if (kind == std::string_view::npos) return false;
  std::string_view rest = line.substr(kind + 1);
  if (rest.starts_with("host ")) {
    bytes.direction = SerialBytes::Direction::from_host;
  } else if (rest.starts_with("module ")) {
    bytes.direction = SerialBytes::Direction::to_host;
  } else {
    return false;
  }
  const auto first = rest.find('"');
  const auto last = rest.rfind('"');
  if (first == last) return false;
  auto decoded = unescape(rest.substr(first + 1, last - first - 1));
  if (!std::holds_alternative<std::string>(decoded)) return false;
  bytes.bytes = std::move(std::get<std::string>(decoded));
  return true;
}

boost::system::result<std::unique_ptr<Transcript>, std::string> Transcript::open(const std::string& path,
                                                                                 std::string_view title) {
  std::FILE* file = std::fopen(path.c_str(), "we");
  if (!file) return fmt::format("--trace {}: {}", path, std::strerror(errno));
  std::setvbuf(file, nullptr, _IOLBF, 0);
  std::unique_ptr<Transcript> transcript(new Transcript(file));
  transcript->write_line(fmt::format("# {}", title));
  return transcript;
}

void Transcript::on_event(const Event& event) { write_line(transcript_line(event)); }

void Transcript::write_line(std::string_view line) {
  // A full disk loses lines, never the emulator.
  std::fwrite(line.data(), 1, line.size(), file_.get());
  std::fputc('\n', file_.get());
}

}  // namespace air780
