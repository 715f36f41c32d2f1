#include "test/integration/broker_client.h"

#include <sstream>
#include <stdexcept>

namespace air780 {
namespace {

std::vector<std::string> client(const std::string& program, std::uint16_t port, const std::string& topic, int qos) {
  return {program, "-h", "127.0.0.1", "-p", std::to_string(port), "-t", topic, "-q", std::to_string(qos)};
}

void run(const std::vector<std::string>& command, std::string_view input) {
  const Completed completed = run_to_end(command, input);
  if (completed.exit_code != 0) throw std::runtime_error("mosquitto_pub: " + completed.errors);
}

// Payloads come as hex digits, so that a line is a message whatever is in it.
std::vector<std::string> subscriber_command(std::uint16_t port, const std::string& topic, int qos,
                                            const std::string& client_id) {
  // Without stdbuf the acknowledgement of the subscription would lie in the program's buffer.
  std::vector<std::string> command = {"stdbuf", "-oL"};
  for (const std::string& word : client("mosquitto_sub", port, topic, qos)) command.push_back(word);
  for (const char* const word : {"-d", "-F", "message %q %r %t %x"}) command.emplace_back(word);
  if (!client_id.empty()) command.insert(command.end(), {"-i", client_id});
  return command;
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace

void publish(std::uint16_t broker_port, const Publication& publication) {
  auto command = client("mosquitto_pub", broker_port, publication.topic, publication.qos);
  command.emplace_back(publication.payload.empty() ? "-n" : "-s");
  if (publication.retain) command.emplace_back("-r");
  run(command, publication.payload);
}

void publish_often(std::uint16_t broker_port, const std::string& topic, const std::string& payload, std::size_t times) {
  auto command = client("mosquitto_pub", broker_port, topic, 1);
  command.emplace_back("-l");
  std::string lines;
  for (std::size_t time = 0; time < times; ++time) lines += payload + "\n";
  run(command, lines);
}

Subscriber::Subscriber(std::uint16_t broker_port, const std::string& topic, int qos, const std::string& client_id)
    : process_(subscriber_command(broker_port, topic, qos, client_id)) {
  process_.output().wait_for_line("Subscribed");
}

Publication Subscriber::next() {
  std::istringstream line(process_.output().wait_for_line("message ", read_ + 1));
  read_ += 1;
  std::string word, hex;
  Publication publication;
  line >> word >> publication.qos >> publication.retain >> publication.topic >> hex;
  publication.payload = from_hex(hex);
  return publication;
}

}  // namespace air780
