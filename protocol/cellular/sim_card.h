// A SIM card's PIN: whether it is asked for, how often it may still be wrong, and the PUK for when it may not
// (3GPP TS 31.101, manual 4 CPIN, CLCK, CPWD). All of it is written on the card and outlives the module's power; only
// that the PIN was given does not. Owned by Sim; one thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace air780 {

class SimCard {
 public:
  static constexpr int pin_tries = 3;
  static constexpr int puk_tries = 10;

  SimCard(std::string pin, std::string puk, bool pin_enabled)
      : pin_(std::move(pin)), puk_(std::move(puk)), pin_enabled_(pin_enabled) {}

  // What has to be given before the card serves.
  enum class Need { nothing, pin, puk, another_card };
  Need need() const;

  // 4 to 8 digits, of which every PIN is made; what is none never reaches the card and costs no try.
  static bool is_pin(std::string_view text);
  // 8 digits.
  static bool is_puk(std::string_view text);

  // Each is true when the PIN or PUK was right. A wrong one costs a try, a right one brings all tries back and counts
  // as given. With no tries left even the right one is wrong.
  bool give_pin(std::string_view pin);
  bool unblock(std::string_view puk, std::string_view new_pin);
  bool change_pin(std::string_view pin, std::string_view new_pin);
  bool set_pin_enabled(bool enabled, std::string_view pin);

  // The PIN is asked for after each power-on.
  bool pin_enabled() const { return pin_enabled_; }
  int pin_tries_left() const { return pin_tries_left_; }
  int puk_tries_left() const { return puk_tries_left_; }

  // The card loses its power.
  void power_off() { pin_given_ = false; }

 private:
  std::string pin_;
  const std::string puk_;
  bool pin_enabled_;
  bool pin_given_ = false;
  int pin_tries_left_ = pin_tries;
  int puk_tries_left_ = puk_tries;
};

}  // namespace air780
