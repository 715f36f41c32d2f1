#include "sim/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "sim/dialogue/dialogue_file.h"
#include "sim/dialogue/dialogue_runner.h"
#include "sim/dialogue/summary.h"
#include "sim/host_port.h"
#include "sim/verify_peer.h"

namespace air780 {
namespace {

// A module that is there once and stays as it is.
class OutsidePort final : public DialoguePort {
 public:
  OutsidePort(HostPort& port, VerifyPeer* peer) : port_(port), peer_(peer) {}

  bool power_up(const std::vector<Quirk>&) override { return false; }
  bool preserves_writes() const override { return false; }
  void send(std::string_view bytes) override { port_.send(bytes); }
  std::optional<std::string> receive(Duration at_most) override { return port_.receive(at_most); }
  bool peer_publish(const MqttMessage& message) override { return peer_ && peer_->publish(message); }
  bool peer_close() override { return false; }
  std::optional<std::string> failure() const override { return port_.failure(); }

 private:
  HostPort& port_;
  VerifyPeer* peer_;
};

int fail(const std::string& reason) {
  std::fputs(fmt::format("air780sim verify: {}\n", reason).c_str(), stderr);
  return 2;
}

}  // namespace

int verify(const VerifyOptions& options) {
  // Every file is read before the module hears a byte.
  std::vector<Dialogue> dialogues;
  for (const std::string& file : options.files) {
    auto dialogue = load_dialogue(file);
    if (!dialogue) return fail(to_string(dialogue.error()));
    dialogues.push_back(std::move(*dialogue));
  }
  auto port = HostPort::open(options.port, options.baud);
  if (!port) return fail(port.error());
  std::unique_ptr<VerifyPeer> peer;
  if (options.peer) peer = std::make_unique<VerifyPeer>(*options.peer);
  OutsidePort outside(*port, peer.get());
  std::vector<DialogueResult> results;
  for (const Dialogue& dialogue : dialogues) {
    results.push_back(play(dialogue, outside));
    const DialogueResult& result = results.back();
    if (result.verdict == Verdict::different || result.verdict == Verdict::not_answered) {
      std::fputs((result.explanation + "\n").c_str(), stdout);
    }
  }
  std::fputs(summary(results).c_str(), stdout);
  const bool all_well = std::ranges::all_of(results, [](const DialogueResult& result) {
    return result.verdict == Verdict::same || result.verdict == Verdict::skipped;
  });
  return all_well ? 0 : 1;
}

}  // namespace air780
