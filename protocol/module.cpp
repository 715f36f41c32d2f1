#include "protocol/module.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/at/reply.h"

namespace air780 {

Module::Module(const ModelProfile& profile, const ModulePorts& ports)
    : profile_(profile),
      events_(ports.events),
      kept_(factory_state(), ports.settings_memory, ports.events),
      settings_(kept().settings),
      clock_(ports.scheduler),
      flash_(ports.flash, ports.events),
      latency_(profile_.timing.latency, profile_.timing.seed),
      outbox_(ports.scheduler, ports.output, ports.events, profile_.timing.result_gap),
      line_discipline_(profile_.quirks.line),
      interpreter_(*this, ports.scheduler, outbox_, ports.events, settings_.results, profile_.quirks.prompt,
                   ports.interference,
                   [this] {
                     input_.configure(settings_.port);
                     take_input();
                   }),
      sleep_(ports.scheduler, ports.events),
      sim_(ports.events, {profile_.quirks.sim_pin, profile_.quirks.sim_puk, profile_.quirks.sim_pin_asked},
           profile_.quirks.sim_slot),
      network_service_(ports.scheduler, outbox_, ports.events, profile_),
      name_lookup_(ports.network, outbox_),
      time_query_(ports.scheduler, ports.network, network_service_, clock_, outbox_, ports.events, profile_),
      ping_(ports.scheduler, ports.network, ports.events),
      mqtt_(ports.scheduler, ports.network, ports.mqtt_client, network_service_, outbox_, ports.events, latency_,
            profile_),
      boot_(ports.scheduler, outbox_, ports.events, profile_.timing.boot, profile_.quirks.ready_twice),
      control_lines_(ports.modem_lines, ports.events),
      ring_(ports.scheduler),
      reboot_(ports.scheduler),
      input_(profile_.receive_buffer, ports.output, ports.events) {
  input_.lines_changed = [this] { update_lines(); };
  interpreter_.line_takes = [this] { return latency_.draw(LatencyStep::command); };
  outbox_.cut_off = [this] { reboot_.start({}, [this] { restart(StartReason::power_key); }); };
  network_service_.network_time_told = [this] {
    if (settings_.network_sets_clock) clock_.set_by_network();
  };
  outbox_.speaks = [this] { sleep_.speaks(); };
  sleep_.occupied = [this] { return interpreter_.busy(); };
  network_service_.scene().name_servers_changed = [&network = ports.network](const Scene::NameServers& servers) {
    std::vector<std::string> given;
    std::ranges::copy_if(servers, std::back_inserter(given), [](const std::string& server) { return !server.empty(); });
    network.set_name_servers(given);
  };
  network_service_.bearer_lost = [this] {
    mqtt_.bearer_lost();
    time_query_.context_lost();
    ping_.context_lost();
  };
  ping_.told = [this](std::string_view line) { interpreter_.tell(line); };
  ping_.ended = [this](Ping::End end) { end_ping(end); };
  boot_.listening = [this](Duration until_network) {
    update_lines();
    network_service_.radio_on(until_network);
  };
  boot_.sim_answers = [this] { sim_answers(); };
  sim_.moved = [this] { sim_moved(); };
  sim_.changed = [this] { network_service_.set_sim_usable(sim_.usable()); };
  outbox_.unsolicited_leaves = [this](std::string_view line) {
    if (listening()) ring_.line_comes(line);
  };
  ring_.changed = [this] { update_lines(); };
}

// --- what is kept ---------------------------------------------------------------------------------------------------

KeptState Module::factory_state() const {
  KeptState state;
  state.settings.results.cme_errors = profile_.quirks.cmee_default;
  state.settings.port.rate = profile_.quirks.ipr_default;
  return state;
}

bool Module::keep_settings() {
  KeptState state = kept();
  state.settings = settings_;
  state.registration_modes = network_service_.registration().modes();
  return keep(state);
}

void Module::take_settings(const KeptState& state) {
  settings_ = state.settings;
  network_service_.registration().set_modes(state.registration_modes);
  apply_settings();
}

void Module::apply_settings() {
  // AT+POWERMODE sleeps whenever it may, whatever AT+CSCLK says.
  constexpr int whenever_idle = 2;
  sleep_.set_mode(kept().power_mode == 0 ? settings_.sleep_mode : whenever_idle);
  sleep_.set_wait_seconds(settings_.sleep_wait_seconds);
  update_lines();
}

// --- power ----------------------------------------------------------------------------------------------------------

void Module::power_on() {
  if (boot_.step() == PowerStep::off) begin_boot();
}

void Module::power_off() {
  start_reason_ = StartReason::power_key;
  forget_volatile_state();
  boot_.power_off();
  sim_.stop();
  ring_.restart({});
  update_lines();
}

void Module::begin_boot() {
  take_settings(kept());
  input_.configure(settings_.port);
  functionality_ = 1;
  ring_.restart(kept().ring_is_kept ? kept().ring : RingSettings());
  sim_.start(sim_slot_to_read());
  boot_.begin();
}

void Module::forget_volatile_state() {
  reboot_.stop();
  hung_ = false;
  board_ = {};
  sleep_.reset();
  fsread_header = false;
  name_lookup_.reset();
  time_query_.reset();
  ping_.reset();
  interpreter_.reset();
  line_discipline_.reset();
  input_.clear();
  mqtt_.reset();
  ssl_contexts_.reset();
  network_service_.reset();
  outbox_.clear();
}

void Module::reboot_after_reply() {
  // Deaf at once, so that what the host still sends is lost as on the module; the result itself leaves first.
  reboot_.start({}, [this] { restart(StartReason::command); });
}

void Module::restart(StartReason reason) {
  power_off();
  start_reason_ = reason;
  begin_boot();
}

void Module::crash() {
  if (power_step() != PowerStep::off) restart(StartReason::exception);
}

void Module::brown_out() {
  if (power_step() == PowerStep::off) return;
  outbox_.cut_next_write();
  reboot_.start(longest_brownout, [this] { restart(StartReason::power_key); });
}

void Module::hang() {
  if (power_step() == PowerStep::off) return;
  hung_ = true;
  outbox_.set_muted(true);
}

void Module::resume() {
  hung_ = false;
  outbox_.set_muted(false);
}

// --- SIM ------------------------------------------------------------------------------------------------------------

void Module::set_sim_inserted(bool inserted) { sim_.set_inserted(inserted); }

void Module::sim_answers() {
  sim_.answer();
  tell_wanted_pin();
}

// Of a card that is ready nothing is said, nor that there is none (C3, at-reference §5.1).
void Module::tell_wanted_pin() {
  if (sim_.state() == Sim::State::pin || sim_.state() == Sim::State::puk) {
    say(fmt::format("+CPIN: {}", sim_.pin_code()));
  }
}

void Module::sim_moved() {
  if (!listening() || !settings_.sim_detection || sim_.pin_code().empty()) return;
  const std::string line = fmt::format("+CPIN: {} 0", sim_.pin_code());
  profile_.quirks.cpin_urc_lead ? outbox_.unsolicited(line) : outbox_.unsolicited_without_lead(line);
}

int Module::sim_slot_to_read() const {
  // AT*SIMAUTO=1: the holder with a card in it.
  const int other = 1 - kept().sim_slot;
  const bool goes_by_card = kept().sim_choice == 1 && !sim_.is_card_in(kept().sim_slot) && sim_.is_card_in(other);
  return goes_by_card ? other : kept().sim_slot;
}

void Module::say(std::string_view line) {
  if (!listening()) return;
  if (interpreter_.result_is_leaving()) return outbox_.interject(line);
  outbox_.unsolicited(line);
}

void Module::power_off_after_reply() {
  reboot_.start({}, [this] { power_off(); });
}

void Module::factory_reset_after_reply() {
  KeptState state = factory_state();
  state.serial_number = kept().serial_number;
  keep(state);
  network_service_.forget_saved();
  reboot_after_reply();
}

void Module::set_functionality(int level) {
  const bool was_off = functionality_ != 1;
  functionality_ = level;
  if (level != 1) return network_service_.radio_off();
  // C3: AT+SIMCROSS in between has taken effect.
  if (was_off && sim_slot_to_read() != sim_.slot()) {
    sim_.read_slot(sim_slot_to_read());
    tell_wanted_pin();
  }
  // 1.5 s of the 7 s that a boot takes (C3).
  network_service_.radio_on(profile_.timing.boot / 5);
}

// --- input ----------------------------------------------------------------------------------------------------------

void Module::receive(std::string_view bytes) {
  if (!hears() || !sleep_.hears_input()) return input_.lose(bytes);
  input_.arrive(bytes, interpreter_.busy() && !interpreter_.reading_data());
  take_input();
}

void Module::take_input() {
  if (taking_input_) return;
  taking_input_ = true;
  const std::string input = input_.take();
  std::string_view rest = input;
  std::string echo;
  while (!rest.empty() && hears()) {
    echo.clear();
    if (interpreter_.reading_data()) {
      line_discipline_.swallow_line_feed(rest, echo);
      if (!rest.empty()) interpreter_.feed_data(rest);
      continue;
    }
    if (interpreter_.busy()) {
      // The rest of the line that began it is not something new.
      line_discipline_.swallow_line_feed(rest, echo);
      if (!rest.empty()) ping_.input_comes();
      if (interpreter_.busy()) break;
      continue;
    }
    const auto outcome = line_discipline_.feed(rest, echo);
    if (settings_.echo) outbox_.append(echo);
    take_line(outcome);
  }
  outbox_.flush();
  input_.put_back(hears() ? rest : std::string_view());
  taking_input_ = false;
}

void Module::set_host_lines(const HostLines& lines) {
  const bool dtr_changed = lines.terminal_ready != control_lines_.host().terminal_ready;
  control_lines_.set_host(lines);
  if (dtr_changed) sleep_.set_dtr_low(lines.terminal_ready);
}

// DCD: nothing the module does in command mode is a carrier, so AT&C1 leaves the line off (chosen).
void Module::update_lines() {
  const bool there = listening();
  control_lines_.drive({.clear_to_send = there && !input_.lines_hold_host(),
                        .data_set_ready = there,
                        .ring = ring_.on(),
                        .carrier = there && settings_.dcd_mode == 0});
}

void Module::end_ping(Ping::End end) {
  switch (end) {
    case Ping::End::all_sent:
      return interpreter_.finish(Result::ok(), Reply());
    case Ping::End::not_resolved:
      return interpreter_.finish(Result::cme(CmeError::name_not_found), Reply());
    case Ping::End::context_lost:
      return interpreter_.finish(Result::cme(CmeError::operation_not_allowed), Reply());
  }
}

void Module::take_line(LineDiscipline::Outcome outcome) {
  switch (outcome) {
    case LineDiscipline::Outcome::more:
      break;
    case LineDiscipline::Outcome::line:
      interpreter_.execute(line_discipline_.line());
      break;
    case LineDiscipline::Outcome::repeat:
      interpreter_.repeat();
      break;
    case LineDiscipline::Outcome::too_long:
      interpreter_.reject_line();
      break;
  }
}

}  // namespace air780
