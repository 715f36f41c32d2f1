// The radio's system: service, network mode, band (manual chapter 5: SYSINFO, SYSCONFIG, BANDIND; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr int lte = 17;
constexpr int e_utran = 7;
// The band of capture C11.
constexpr int band = 39;

Result system_information(Module& module, const Arguments&, Reply& reply) {
  const Registration& registration = module.network_service().registration();
  const bool roaming = registration.status() == RegistrationStatus::roaming;
  const int sim = module.sim().error() ? 255 : 1;
  reply.line(registration.registered() ? fmt::format("^SYSINFO: 2,2,{},{},{},{}", roaming ? 1 : 0, lte, sim, e_utran)
                                       : fmt::format("^SYSINFO: 0,0,0,0,{},0", sim));
  return Result::ok();
}

Result read_configuration(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("^SYSCONFIG: 2,0,{},1", module.settings().roaming_allowed ? 1 : 0));
  return Result::ok();
}

Result set_configuration(Module& module, const Arguments& arguments, Reply&) {
  constexpr long unchanged = 2;
  if (arguments.integer(2) != unchanged) module.settings().roaming_allowed = arguments.integer(2) == 1;
  return Result::ok();
}

Result read_band(Module& module, const Arguments&, Reply& reply) {
  const int reports = module.settings().band_reports;
  reply.line(module.network_service().registration().registered()
                 ? fmt::format("*BANDIND: {}, {}, {}", reports, band, e_utran)
                 : fmt::format("*BANDIND: {}", reports));
  return Result::ok();
}

Result set_band_reports(Module& module, const Arguments& arguments, Reply&) {
  module.settings().band_reports = static_cast<int>(arguments.integer(0));
  return Result::ok();
}

// The test form's ranges: this chip knows LTE and its packet domain only.
constexpr Parameter configuration[] = {integer("mode", 2, 2), integer("acqorder", 0, 0), integer("roam", 0, 2),
                                       integer("srvdomain", 1, 1)};
constexpr Parameter reports[] = {integer("n", 0, 1)};

constexpr Command commands[] = {
    {.name = "^SYSINFO",
     .summary = "service, domain, roaming, network mode, SIM",
     .manual = "5 SYSINFO",
     .evidence = Evidence::captured,
     .source = "C11 (roaming); without service: chosen",
     .execute = system_information},
    {.name = "^SYSCONFIG",
     .summary = "network mode and domain, of which this chip has one each; whether it may roam",
     .manual = "5 SYSCONFIG",
     .evidence = Evidence::captured,
     .source = "C11; set: manual",
     .parameters = configuration,
     .test = "^SYSCONFIG: (2),(0),(0-2),(1)",
     .read = read_configuration,
     .write = set_configuration},
    {.name = "*BANDIND",
     .summary = "the band; 1 switches the URC on, which never comes since there is one band here",
     .manual = "5 BANDIND",
     .evidence = Evidence::captured,
     .source = "C11",
     .parameters = reports,
     .test = "*BANDIND: (0,1)",
     .read = read_band,
     .write = set_band_reports},
};

}  // namespace

std::span<const Command> system_information_commands() { return commands; }

}  // namespace air780
