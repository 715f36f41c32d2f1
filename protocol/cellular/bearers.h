// The bearers of AT+SAPBR: three sets of parameters, each open or closed (manual chapter 13, SAPBR; at-reference §4.3).
// State only; all of them ride on the module's default context, so that NetworkService opens and loses them.
// Owned by NetworkService; one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace air780 {

class Bearers {
 public:
  static constexpr int count = 3;
  static constexpr std::array<std::string_view, 6> tags = {"CONTYPE", "APN", "USER", "PWD", "PHONENUM", "RATE"};
  enum class Tag { connection_type, apn, user, password, phone_number, rate };

  // `cid` is 1 to count in all of these.
  bool is_open(int cid) const { return bearer(cid).open; }
  void set_open(int cid, bool open) { bearers_[index(cid)].open = open; }
  const std::string& parameter(int cid, Tag tag) const { return bearer(cid).parameters[static_cast<std::size_t>(tag)]; }
  void set_parameter(int cid, Tag tag, std::string_view value) {
    bearers_[index(cid)].parameters[static_cast<std::size_t>(tag)] = value;
  }

  // Power-on: all closed, the parameters as they were in the beginning.
  void reset() { bearers_ = {}; }

 private:
  struct Bearer {
    bool open = false;
    std::array<std::string, tags.size()> parameters = {"GPRS", "", "", "", "", "2"};  // 2: 9600 baud
  };
  static std::size_t index(int cid) { return static_cast<std::size_t>(cid - 1); }
  const Bearer& bearer(int cid) const { return bearers_[index(cid)]; }

  std::array<Bearer, count> bearers_;
};

}  // namespace air780
