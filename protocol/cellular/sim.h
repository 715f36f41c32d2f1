// The SIM as the module has it: two holders of which it reads one, a card in one of them or pulled, and what the card
// wants before it serves (manual 4 CPIN, SIMCROSS, SIMDETEC; captures C3, C6). Owned by the module; one thread.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "protocol/at/error_code.h"
#include "protocol/cellular/sim_card.h"
#include "protocol/event.h"

namespace air780 {

class Sim {
 public:
  // `starting`: there is a card, which does not answer yet. `blocked`: its PUK was wrong too often.
  enum class State { absent, starting, pin, puk, blocked, ready };

  // The card lies in holder `card_slot`, 0 or 1.
  Sim(const EventStream& events, SimCard card, int card_slot)
      : events_(events), card_(std::move(card)), card_slot_(card_slot) {}

  // Called when a card was pulled out of the holder that is read, or put into it; before changed().
  std::function<void()> moved;
  // Called when usable() or anything else may have changed.
  std::function<void()> changed;

  State state() const;
  // As StateChanged tells it: "absent", "pin", …
  std::string_view state_text() const;
  // What AT+CPIN? and its URC call it: "READY", "SIM PIN", "SIM PUK", "SIM REMOVED"; empty for a blocked card.
  std::string_view pin_code() const;
  // Why the card does not serve: none, busy, PIN or PUK wanted, blocked.
  std::optional<CmeError> error() const;
  // Why not even its number can be read, for which it wants no PIN.
  std::optional<CmeError> unreadable() const;
  // The module can register with it. Also while it is starting, if it will want nothing then.
  bool usable() const { return card_is_read() && card_.need() == SimCard::Need::nothing; }

  // Power came; the card in holder `slot` is read. It answers from answer() on.
  void start(int slot);
  void answer();
  // Power went, and with it what the card was given.
  void stop();
  // Reads another holder from now on.
  void read_slot(int slot);
  int slot() const { return slot_; }

  // The card is pulled, or put back where it was.
  void set_inserted(bool inserted);
  bool inserted() const { return inserted_; }
  bool is_card_in(int slot) const { return inserted_ && slot == card_slot_; }

  // As SimCard has them.
  const SimCard& card() const { return card_; }
  bool give_pin(std::string_view pin) { return after(card_.give_pin(pin)); }
  bool unblock(std::string_view puk, std::string_view new_pin) { return after(card_.unblock(puk, new_pin)); }
  bool change_pin(std::string_view pin, std::string_view new_pin) { return after(card_.change_pin(pin, new_pin)); }
  bool set_pin_enabled(bool enabled, std::string_view pin) { return after(card_.set_pin_enabled(enabled, pin)); }

 private:
  bool card_is_read() const { return is_card_in(slot_); }
  bool after(bool accepted);
  void tell();

  const EventStream& events_;
  SimCard card_;
  const int card_slot_;
  int slot_ = 0;
  bool inserted_ = true;
  bool answers_ = false;
  State told_ = state();
};

}  // namespace air780
