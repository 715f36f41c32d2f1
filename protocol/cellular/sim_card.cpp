#include "protocol/cellular/sim_card.h"

#include <algorithm>

#include "protocol/at/characters.h"

namespace air780 {
bool SimCard::is_pin(std::string_view text) {
  return text.size() >= 4 && text.size() <= 8 && std::ranges::all_of(text, is_digit);
}
bool SimCard::is_puk(std::string_view text) { return text.size() == 8 && std::ranges::all_of(text, is_digit); }

SimCard::Need SimCard::need() const {
  if (puk_tries_left_ == 0) return Need::another_card;
  if (pin_tries_left_ == 0) return Need::puk;
  return pin_enabled_ && !pin_given_ ? Need::pin : Need::nothing;
}

bool SimCard::give_pin(std::string_view pin) {
  if (pin_tries_left_ == 0) return false;
  if (pin != pin_) {
    // What an earlier right PIN had opened is closed again with the last try.
    if (--pin_tries_left_ == 0) pin_given_ = false;
    return false;
  }
  pin_tries_left_ = pin_tries;
  pin_given_ = true;
  return true;
}

bool SimCard::unblock(std::string_view puk, std::string_view new_pin) {
  if (puk_tries_left_ == 0) return false;
  if (puk != puk_) {
    --puk_tries_left_;
    return false;
  }
  pin_ = new_pin;
  pin_tries_left_ = pin_tries;
  puk_tries_left_ = puk_tries;
  pin_given_ = true;
  return true;
}

bool SimCard::change_pin(std::string_view pin, std::string_view new_pin) {
  if (!give_pin(pin)) return false;
  pin_ = new_pin;
  return true;
}

bool SimCard::set_pin_enabled(bool enabled, std::string_view pin) {
  if (!give_pin(pin)) return false;
  pin_enabled_ = enabled;
  return true;
}

}  // namespace air780
