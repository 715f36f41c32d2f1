// The emulated module: everything between the serial line and the ports to the outside. Bytes from the host go in by
// receive(), its own leave through the SerialOutput; what it does is told by the EventStream. It is made without power.
// Owned by the composition, which keeps all ports alive longer; every call on one thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "protocol/at/interpreter.h"
#include "protocol/at/line_discipline.h"
#include "protocol/at/outbox.h"
#include "protocol/board.h"
#include "protocol/boot.h"
#include "protocol/cellular/name_lookup.h"
#include "protocol/cellular/network_service.h"
#include "protocol/cellular/ping.h"
#include "protocol/cellular/sim.h"
#include "protocol/cellular/time_query.h"
#include "protocol/control_lines.h"
#include "protocol/event.h"
#include "protocol/host_input.h"
#include "protocol/kept_store.h"
#include "protocol/latency.h"
#include "protocol/module_clock.h"
#include "protocol/mqtt/mqtt_client.h"
#include "protocol/mqtt/mqtt_session.h"
#include "protocol/ports/flash.h"
#include "protocol/ports/interference.h"
#include "protocol/ports/modem_lines.h"
#include "protocol/ports/network.h"
#include "protocol/ports/scheduler.h"
#include "protocol/ports/serial_output.h"
#include "protocol/ports/settings_memory.h"
#include "protocol/profile.h"
#include "protocol/reporting_flash.h"
#include "protocol/ring_indicator.h"
#include "protocol/sleep.h"
#include "protocol/ssl/ssl_contexts.h"

namespace air780 {

struct ModulePorts {
  Scheduler& scheduler;
  Network& network;
  MqttClient& mqtt_client;
  SerialOutput& output;
  EventStream& events;
  Flash& flash;
  ModemLineOutput& modem_lines;
  Interference* interference = nullptr;
  SettingsMemory* settings_memory = nullptr;  // none: what is kept lives as long as the module
};

// What AT*EXINFO tells (manual chapter 2).
enum class StartReason { power_key = 0, command = 3, exception = 6, watchdog = 8 };

class Module {
 public:
  Module(const ModelProfile& profile, const ModulePorts& ports);

  // Applies power: the boot sequence begins. Nothing when it is on.
  void power_on();
  // Cuts power: links vanish, what is volatile is lost.
  void power_off();
  // The firmware crashes: without a word it restarts, in the middle of whatever it did.
  void crash();
  // The supply breaks down while the module says something: what leaves next is cut in the middle, and it starts anew.
  // With nothing to say it waits for so long.
  static constexpr Duration longest_brownout = std::chrono::milliseconds(200);
  void brown_out();
  // The firmware hangs: what the host sends is lost, what the module would have said too, while its links and timers go
  // on. Until resume(), power_off() or a restart.
  void hang();
  void resume();
  // The SIM is pulled, or put back: the network goes and comes with it. Told by a URC with AT+CSDT=1 (C3).
  void set_sim_inserted(bool inserted);
  PowerStep power_step() const { return boot_.step(); }
  // Bytes are taken (the module has said RDY).
  bool listening() const { return boot_.step() == PowerStep::listening || boot_.step() == PowerStep::booted; }
  // The whole boot sequence has been printed.
  bool booted() const { return boot_.step() == PowerStep::booted; }

  // What the host sends, in pieces of any size. Lost while the module does not listen. While a command runs input waits
  // (at most the profile's receive buffer; more is lost, with a notice, unless AT+IFC makes the host wait in time).
  void receive(std::string_view bytes);
  // What the host does with DTR and RTS. The module has no data mode yet that AT&D could end.
  void set_host_lines(const HostLines& lines);
  const HostLines& host_lines() const { return control_lines_.host(); }

  // --- for the commands ---
  const ModelProfile& profile() const { return profile_; }
  Settings& settings() { return settings_; }
  // AT&W: keeps the settings of this moment. False, and nothing is kept, when the memory for it fails.
  bool keep_settings();
  // ATZ, AT&F
  void take_kept_settings() { take_settings(kept()); }
  void take_factory_settings() { take_settings(factory_state()); }
  // What outlives the module's power. keep(): false, and nothing has changed, when the memory for it fails.
  const KeptState& kept() const { return kept_.state(); }
  bool keep(const KeptState& state) { return kept_.keep(state); }
  // To be called when a setting that something else follows has changed.
  void apply_settings();
  NetworkService& network_service() { return network_service_; }
  ModuleClock& clock() { return clock_; }
  Board& board() { return board_; }
  Sleep& sleep() { return sleep_; }
  MqttSession& mqtt() { return mqtt_; }
  // Its files; every change by this way is told as an event.
  Flash& flash() { return flash_; }
  RingIndicator& ring() { return ring_; }
  SslContexts& ssl_contexts() { return ssl_contexts_; }
  NameLookup& name_lookup() { return name_lookup_; }
  TimeQuery& time_query() { return time_query_; }
  Ping& ping() { return ping_; }
  Outbox& outbox() { return outbox_; }
  Interpreter& interpreter() { return interpreter_; }
  const EventStream& events() const { return events_; }
  Sim& sim() { return sim_; }
  // AT+CFUN=0 or 4 is in force otherwise.
  int functionality() const { return functionality_; }
  void set_functionality(int level);
  // AT+RESET, AT+CFUN=1,1: reboots once the final result has left.
  void reboot_after_reply();
  // AT+RSTSET: likewise, and what was kept is gone, but for AT+WISN's number.
  void factory_reset_after_reply();
  // AT+CPOWD: switches itself off once the final result has left; only power_on() brings it back.
  void power_off_after_reply();
  // Why the module runs (AT*EXINFO).
  StartReason start_reason() const { return start_reason_; }
  // An asynchronous line; in the moment before a command's final result it leaves before that.
  void say(std::string_view line);
  bool fsread_header = false;  // AT+FSREADHEAD

 private:
  KeptState factory_state() const;
  void take_settings(const KeptState& state);
  int sim_slot_to_read() const;
  void begin_boot();
  void sim_answers();
  void tell_wanted_pin();
  void sim_moved();
  void restart(StartReason reason);
  bool hears() const { return listening() && !reboot_.running() && !hung_; }
  void forget_volatile_state();
  void take_input();
  void end_ping(Ping::End end);
  void take_line(LineDiscipline::Outcome outcome);
  void update_lines();

  const ModelProfile profile_;
  const EventStream& events_;

  KeptStore kept_;
  Settings settings_;
  ModuleClock clock_;
  ReportingFlash flash_;
  Latency latency_;
  Outbox outbox_;
  LineDiscipline line_discipline_;
  Interpreter interpreter_;
  Board board_;
  Sleep sleep_;
  Sim sim_;
  NetworkService network_service_;
  NameLookup name_lookup_;
  TimeQuery time_query_;
  Ping ping_;
  MqttSession mqtt_;
  SslContexts ssl_contexts_;
  Boot boot_;
  ControlLines control_lines_;
  RingIndicator ring_;
  Timer reboot_;
  int functionality_ = 1;
  StartReason start_reason_ = StartReason::power_key;
  bool hung_ = false;

  HostInput input_;
  bool taking_input_ = false;  // take_input() is on the stack
};

}  // namespace air780
