// How much of what happened since the emulator began: bytes, commands, URCs, packets, faults.
// Listens to the event stream; owned by the composition; one thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "protocol/event.h"

namespace air780 {

class Counters final : public EventListener {
 public:
  void on_event(const Event& event) override;

  // {"bytes":{…},"commands":{"AT+CSQ":3,…},"results":{…},"urcs":{…},"packets":{"PUBLISH>":1,…},…}
  boost::json::object json() const;

 private:
  using ByName = std::map<std::string, std::uint64_t, std::less<>>;
  // A host that makes up names must not fill the memory: beyond this many the rest is counted as "(others)".
  static constexpr std::size_t most_names = 500;

  struct Count;
  static void count(ByName& names, std::string_view name);

  std::uint64_t bytes_from_host_ = 0;
  std::uint64_t bytes_lost_ = 0;
  std::uint64_t bytes_to_host_ = 0;
  ByName commands_;
  ByName results_;
  ByName urcs_;
  ByName packets_;
  std::uint64_t packet_bytes_to_broker_ = 0;
  std::uint64_t packet_bytes_from_broker_ = 0;
  std::uint64_t boots_ = 0;
  std::uint64_t files_changed_ = 0;
  std::uint64_t faults_ = 0;
};

}  // namespace air780
