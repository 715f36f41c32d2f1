// How the TCP/IP scene would carry a host's own connections (manual chapter 12; at-reference §4.3, §9): settings that
// are kept, told and saved, and the words for a connection where none can be, since AT+CIPSTART is not built.
#include <algorithm>

#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Scene& scene_of(Module& module) { return module.network_service().scene(); }

Result wrong_state() { return Result::cme(CmeError::operation_not_allowed); }

// A command's name as a template argument.
template <std::size_t size>
struct Name {
  consteval Name(const char (&name)[size]) { std::copy_n(name, size, text); }
  char text[size]{};
};

// What a setting can be changed in.
enum class Where { anywhere, single_connection, ip_initial };

bool allowed(const Scene& scene, Where where) {
  switch (where) {
    case Where::single_connection:
      return !scene.multiple_connections;
    case Where::ip_initial:
      return scene.state() == Scene::State::ip_initial;
    case Where::anywhere:
      break;
  }
  return true;
}

template <Name name, int TransferSettings::*setting>
Result read(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("{}: {}", name.text, scene_of(module).transfer.*setting));
  return Result::ok();
}

template <int TransferSettings::*setting, Where where = Where::anywhere>
Result set(Module& module, const Arguments& arguments, Reply&) {
  Scene& scene = scene_of(module);
  if (!allowed(scene, where)) return wrong_state();
  scene.transfer.*setting = static_cast<int>(arguments.integer(0));
  return Result::ok();
}

// Only one connection can be transparent (manual, CIPMODE).
Result set_transparent(Module& module, const Arguments& arguments, Reply& reply) {
  if (arguments.integer(0) == 1 && scene_of(module).multiple_connections) return wrong_state();
  return set<&TransferSettings::transparent, Where::ip_initial>(module, arguments, reply);
}

Result read_automatic_send(Module& module, const Arguments&, Reply& reply) {
  const auto& automatic = scene_of(module).transfer.automatic_send;
  reply.line(fmt::format("+CIPATS: {},{}", automatic.on, automatic.seconds));
  return Result::ok();
}

Result set_automatic_send(Module& module, const Arguments& arguments, Reply&) {
  auto& automatic = scene_of(module).transfer.automatic_send;
  automatic = {static_cast<int>(arguments.integer(0)), static_cast<int>(arguments.integer_or(1, automatic.seconds))};
  return Result::ok();
}

Result read_keep_alive(Module& module, const Arguments&, Reply& reply) {
  const auto& keep = scene_of(module).transfer.keep_alive;
  reply.line(fmt::format("+CIPTKA: {},{},{},{}", keep.on, keep.idle, keep.interval, keep.count));
  return Result::ok();
}

Result set_keep_alive(Module& module, const Arguments& arguments, Reply&) {
  auto& keep = scene_of(module).transfer.keep_alive;
  const auto given = [&](std::size_t index, int before) {
    return static_cast<int>(arguments.integer_or(index, before));
  };
  keep = {given(0, keep.on), given(1, keep.idle), given(2, keep.interval), given(3, keep.count)};
  return Result::ok();
}

std::string text_of(const TransferSettings::Transparent& set) {
  return fmt::format("{},{},{},{},{},{},{}", set.retries, set.wait, set.send_size, set.escape, set.receive_mode,
                     set.receive_size, set.receive_timer);
}

Result read_transparent_transfer(Module& module, const Arguments&, Reply& reply) {
  const auto& transparent = scene_of(module).transfer.transparent_transfer;
  reply.line(fmt::format("+CIPCCFG: {},{}", text_of(transparent), transparent.clean_buffer));
  return Result::ok();
}

Result set_transparent_transfer(Module& module, const Arguments& arguments, Reply&) {
  Scene& scene = scene_of(module);
  if (scene.multiple_connections || scene.transfer.transparent == 0) return wrong_state();
  auto& now = scene.transfer.transparent_transfer;
  const auto given = [&](std::size_t index, int before) {
    return static_cast<int>(arguments.integer_or(index, before));
  };
  now = {given(0, now.retries),       given(1, now.wait),         given(2, now.send_size),
         given(3, now.escape),        given(4, now.receive_mode), given(5, now.receive_size),
         given(6, now.receive_timer), given(7, now.clean_buffer)};
  return Result::ok();
}

// Reading what a connection brought (2, 3, 4) is not possible without one.
Result read_by_hand(Module& module, const Arguments& arguments, Reply& reply) {
  const long mode = arguments.integer(0);
  if (mode >= 2 && mode <= 4) return wrong_state();
  return set<&TransferSettings::read_by_hand>(module, arguments, reply);
}

Result save(Module& module, const Arguments&, Reply&) {
  scene_of(module).save();
  return Result::ok();
}

Result read_saved(Module& module, const Arguments&, Reply& reply) {
  const Scene& scene = scene_of(module);
  const TransferSettings& transfer = scene.transfer;
  reply.line(fmt::format("+CIPSCONT:{}", scene.saved() ? 0 : 1));
  reply.line("+CIPCSGP:1");
  reply.line("Gprs Config APN:" + scene.access_point.apn);
  reply.line("Gprs Config UserId:" + scene.access_point.user);
  reply.line("Gprs Config Password:" + scene.access_point.password);
  reply.line(fmt::format("+CIPHEAD:{}", transfer.ip_head));
  reply.line(fmt::format("+CIPSHOWTP:{}", transfer.show_protocol));
  reply.line(fmt::format("+CIPSRIP:{}", transfer.show_sender));
  reply.line(fmt::format("+CIPATS:{},{}", transfer.automatic_send.on, transfer.automatic_send.seconds));
  reply.line(fmt::format("+CIPSPRT:{}", transfer.send_prompt));
  reply.line(fmt::format("+CIPQSEND:{}", transfer.quick_send));
  reply.line(fmt::format("+CIPMODE:{}", transfer.transparent));
  reply.line("+CIPCCFG:" + text_of(transfer.transparent_transfer));
  reply.line(fmt::format("+CIPMUX:{}", scene.multiple_connections ? 1 : 0));
  reply.line(fmt::format("+CIPRXGET:{}", transfer.read_by_hand));
  return Result::ok();
}

// Nothing is open that could be closed.
Result close(Module&, const Arguments&, Reply&) { return wrong_state(); }

constexpr Parameter zero_or_one[] = {integer("mode", 0, 1)};
constexpr Parameter zero_to_two[] = {integer("n", 0, 2)};
constexpr Parameter automatic_send[] = {integer("mode", 0, 1), optional(integer("time", 1, 100))};
constexpr Parameter keep_alive[] = {integer("mode", 0, 1), optional(integer("keepIdle", 30, 7200)),
                                    optional(integer("keepInterval", 30, 600)), optional(integer("keepCount", 1, 9))};
constexpr Parameter transparent_transfer[] = {integer("NmRetry", 3, 8),
                                              integer("WaitTm", 2, 10),
                                              integer("SendSz", 1, 1460),
                                              integer("esc", 0, 1),
                                              optional(integer("Rxmode", 0, 1)),
                                              optional(integer("RxSize", 50, 1460)),
                                              optional(integer("Rxtimer", 20, 1000)),
                                              optional(integer("BufClean", 0, 1))};
constexpr Parameter reading[] = {integer("mode", 0, 5), optional(integer("n", 0, 1460)),
                                 optional(integer("len", 1, 1460))};
constexpr Parameter closing[] = {integer("n", 0, 5), optional(integer("id", 0, 1))};

constexpr std::string_view for_later = "manual; kept and told: connections of the host's own are not built";

constexpr Command commands[] = {
    {.name = "+CIPMODE",
     .summary = "1: a connection of the host's own would be transparent",
     .manual = "12 CIPMODE",
     .source = "manual and C6; kept and told; not in multiple mode",
     .parameters = zero_or_one,
     .test = "+CIPMODE: (0-NORMAL MODE,1-TRANSPARENT MODE)",
     .read = read<"+CIPMODE", &TransferSettings::transparent>,
     .write = set_transparent},
    {.name = "+CIPQSEND",
     .summary = "how sending is acknowledged: 0 SEND OK, 1 DATA ACCEPT, 2 SEND OK when the peer has it",
     .manual = "12 CIPQSEND",
     .source = for_later,
     .parameters = zero_to_two,
     .test = "+CIPQSEND: (0,1,2)",
     .read = read<"+CIPQSEND", &TransferSettings::quick_send>,
     .write = set<&TransferSettings::quick_send>},
    {.name = "+CIPSPRT",
     .summary = "prompt and result of sending: 0 result only, 1 both, 2 neither",
     .manual = "12 CIPSPRT",
     .source = for_later,
     .parameters = zero_to_two,
     .test = "+CIPSPRT: (0-2)",
     .read = read<"+CIPSPRT", &TransferSettings::send_prompt>,
     .write = set<&TransferSettings::send_prompt>},
    {.name = "+CIPHEAD",
     .summary = "1: received data would have +IPD before them",
     .manual = "12 CIPHEAD",
     .source = for_later,
     .parameters = zero_or_one,
     .test = "+CIPHEAD: (0,1)",
     .read = read<"+CIPHEAD", &TransferSettings::ip_head>,
     .write = set<&TransferSettings::ip_head, Where::single_connection>},
    {.name = "+CIPSHOWTP",
     .summary = "1: that +IPD would name the protocol",
     .manual = "12 CIPSHOWTP",
     .source = for_later,
     .parameters = zero_or_one,
     .test = "+CIPSHOWTP: (0,1)",
     .read = read<"+CIPSHOWTP", &TransferSettings::show_protocol>,
     .write = set<&TransferSettings::show_protocol, Where::single_connection>},
    {.name = "+CIPSRIP",
     .summary = "1: received data would name their sender",
     .manual = "12 CIPSRIP",
     .source = for_later,
     .parameters = zero_or_one,
     .test = "+CIPSRIP: (0,1)",
     .read = read<"+CIPSRIP", &TransferSettings::show_sender>,
     .write = set<&TransferSettings::show_sender, Where::single_connection>},
    {.name = "+CIPATS",
     .summary = "1: data would be sent after so many seconds without 0x1A",
     .manual = "12 CIPATS",
     .source = for_later,
     .parameters = automatic_send,
     .test = "+CIPATS: (0,1),(1-100)",
     .read = read_automatic_send,
     .write = set_automatic_send},
    {.name = "+CIPTKA",
     .summary = "TCP keep-alive: on or off, idle time, interval, probes",
     .manual = "12 CIPTKA",
     .source = for_later,
     .parameters = keep_alive,
     .test = "+CIPTKA: (0,1),(30-7200),(30-600),(1-9)",
     .read = read_keep_alive,
     .write = set_keep_alive},
    {.name = "+CIPCCFG",
     .summary = "transparent mode: retries, waiting, sizes; only with AT+CIPMODE=1",
     .manual = "12 CIPCCFG",
     .source = for_later,
     .parameters = transparent_transfer,
     .test = "+CIPCCFG: (NmRetry:3-8),(WaitTm:2-10),(SendSz:1-1460),(esc:0,1),(Rxmode:0,1),(RxSize:50-1460),"
             "(Rxtimer:20-1000),(BufClean:0,1)",
     .read = read_transparent_transfer,
     .write = set_transparent_transfer},
    {.name = "+CIPRXGET",
     .summary = "1 and 5: received data would wait to be read; reading (2, 3, 4) needs a connection",
     .manual = "12 CIPRXGET",
     .source = for_later,
     .parameters = reading,
     .read = read<"+CIPRXGET", &TransferSettings::read_by_hand>,
     .write = read_by_hand},
    {.name = "+CIPSCONT",
     .summary = "saves the scene's settings over reboots, and tells them",
     .manual = "12 CIPSCONT",
     .source = "manual; without its lines of CIPDPDP and CIPRDTIMER, commands that the manual does not have",
     .read = read_saved,
     .execute = save},
    {.name = "+CIPCLOSE",
     .summary = "closes a connection of the host's own, of which there is none",
     .manual = "12 CIPCLOSE",
     .source = "manual: an error without a connection; its code as for AT+CIFSR",
     .parameters = closing,
     .write = close,
     .execute = close},
};

}  // namespace

std::span<const Command> transfer_settings_commands() { return commands; }

}  // namespace air780
