// Who the module is (manual chapter 2; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/kept_outcome.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result firmware(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.profile().firmware);
  return Result::ok();
}

Result manufacturer(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CGMI: \"{}\"", module.profile().manufacturer));
  return Result::ok();
}

Result model(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CGMM: \"{}\"", module.profile().model));
  return Result::ok();
}

Result revision(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CGMR: \"{}\"", module.profile().firmware));
  return Result::ok();
}

Result imei(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.profile().imei);
  return Result::ok();
}

// What is on the SIM cannot be told before the SIM answers; its IMSI not without the PIN.
Result imsi(Module& module, const Arguments&, Reply& reply) {
  if (const auto error = module.sim().error()) return Result::cme(*error);
  reply.line(module.profile().imsi);
  return Result::ok();
}

Result card_number(Module& module, const Arguments&, Reply& reply) {
  if (const auto error = module.sim().unreadable()) return Result::cme(*error);
  reply.line(module.profile().iccid);
  return Result::ok();
}

Result prefixed_card_number(Module& module, const Arguments&, Reply& reply) {
  if (const auto error = module.sim().unreadable()) return Result::cme(*error);
  reply.line(fmt::format("+ICCID: {}", module.profile().iccid));
  return Result::ok();
}

Result chip(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("^HVER: {}", module.profile().chip));
  return Result::ok();
}

Result everything(Module& module, const Arguments&, Reply& reply) {
  const ModelProfile& profile = module.profile();
  reply.line(fmt::format("Manufacturer: {}", profile.manufacturer));
  reply.line(fmt::format("Model: {}", profile.model));
  reply.line(fmt::format("Revision: {}", profile.firmware));
  reply.line(fmt::format("HWver: {}", profile.hardware));
  reply.line(fmt::format("Buildtime: {}", profile.build_time));
  reply.line(fmt::format("IMEI: {}", profile.imei));
  // What cannot be read off the card is empty.
  reply.line(fmt::format("ICCID: {}", module.sim().unreadable() ? "" : profile.iccid));
  reply.line(fmt::format("IMSI: {}", module.sim().error() ? "" : profile.imsi));
  return Result::ok();
}

Result read_serial_number(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.kept().serial_number);
  return Result::ok();
}

Result set_serial_number(Module& module, const Arguments& arguments, Reply&) {
  KeptState state = module.kept();
  state.serial_number = arguments.text(0);
  return ok_if_kept(module.keep(state));
}

Result start_reason(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("*EXINFO: {}", static_cast<int>(module.start_reason())));
  return Result::ok();
}

constexpr Parameter serial_number[] = {text("user_sn", 64)};
constexpr Parameter no_more_than_zero[] = {optional(integer("value", 0, 0))};

constexpr Command commands[] = {
    {.name = "I",
     .summary = "firmware",
     .manual = "2 ATI",
     .evidence = Evidence::captured,
     .source = "C6, C8",
     .parameters = no_more_than_zero,
     .write = firmware},
    {.name = "+VER", .summary = "firmware, as ATI", .manual = "2 VER", .execute = firmware},
    {.name = "+CGMI",
     .summary = "manufacturer",
     .manual = "2 CGMI",
     .evidence = Evidence::captured,
     .source = "C10",
     .execute = manufacturer},
    {.name = "+CGMM", .summary = "model", .manual = "2 CGMM", .execute = model},
    {.name = "+CGMR",
     .summary = "firmware",
     .manual = "2 CGMR",
     .evidence = Evidence::captured,
     .source = "C7, C10",
     .execute = revision},
    {.name = "+CGSN",
     .summary = "IMEI",
     .manual = "2 CGSN",
     .evidence = Evidence::captured,
     .source = "C8",
     .execute = imei},
    {.name = "+GSN",
     .summary = "IMEI, as AT+CGSN",
     .manual = "3GPP TS 27.007 §5.4",
     .evidence = Evidence::chosen,
     .source = "not in the manual",
     .execute = imei},
    {.name = "+CIMI",
     .summary = "IMSI",
     .manual = "2 CIMI",
     .evidence = Evidence::captured,
     .source = "C3, C11",
     .execute = imsi},
    {.name = "+CCID", .summary = "ICCID without a prefix", .manual = "2 CCID", .execute = card_number},
    {.name = "+ICCID",
     .summary = "ICCID",
     .manual = "2 ICCID",
     .evidence = Evidence::captured,
     .source = "C3",
     .execute = prefixed_card_number},
    {.name = "^HVER", .summary = "chip", .manual = "2 HVER", .execute = chip},
    {.name = "*I",
     .summary = "identity in eight lines",
     .manual = "2 AT*I",
     .source = "manual; hardware version and build time are chosen",
     .execute = everything},
    {.name = "+WISN",
     .summary = "a serial number of the user's own, kept over reboots",
     .manual = "2 WISN",
     .parameters = serial_number,
     .read = read_serial_number,
     .write = set_serial_number},
    {.name = "*EXINFO",
     .summary = "why the module started: 0 power key, 3 restarted by a command, 6 crashed",
     .manual = "2 EXINFO",
     .read = start_reason},
};

}  // namespace

std::span<const Command> identity_commands() { return commands; }

}  // namespace air780
