// Registration (manual chapters 5 and 8; at-reference §4.1). The three commands differ in name, range and test form.
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using Service = Registration::Service;

std::string_view prefix(Module& module, Service service) {
  const bool misnamed = module.profile().quirks.cereg_prefix == Quirks::CeregPrefix::cgreg;
  return Registration::prefix(misnamed && service == Service::cereg ? Service::cgreg : service);
}

template <Service service>
Result read(Module& module, const Arguments&, Reply& reply) {
  reply.line(module.network_service().registration().read_text(service, prefix(module, service)));
  return Result::ok();
}

Result list_eps_modes(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("{}: (0,1,2,3,4,5)", prefix(module, Service::cereg)));
  return Result::ok();
}

template <Service service>
Result set(Module& module, const Arguments& arguments, Reply&) {
  module.network_service().registration().set_mode(service, static_cast<int>(arguments.integer_or(0, 0)));
  return Result::ok();
}

constexpr Parameter up_to_three[] = {optional(integer("n", 0, 3))};
constexpr Parameter up_to_five[] = {optional(integer("n", 0, 5))};

constexpr Command commands[] = {
    {.name = "+CREG",
     .summary = "network registration; n 1 and more switch the URC on",
     .manual = "5 CREG",
     .parameters = up_to_three,
     .test = "+CREG:(0,1,2,3)",
     .read = read<Service::creg>,
     .write = set<Service::creg>},
    {.name = "+CGREG",
     .summary = "GPRS registration",
     .manual = "8 CGREG",
     .evidence = Evidence::captured,
     .source = "C15",
     .parameters = up_to_five,
     .test = "+CGREG: (0,1,2,3,4,5)",
     .read = read<Service::cgreg>,
     .write = set<Service::cgreg>},
    {.name = "+CEREG",
     .summary = "EPS registration",
     .manual = "5 CEREG",
     .evidence = Evidence::captured,
     .source = "C6, C16, C17; V1010 and V1011 print +CGREG: instead (X5): quirk cereg-prefix",
     .parameters = up_to_five,
     .tell_range = list_eps_modes,
     .read = read<Service::cereg>,
     .write = set<Service::cereg>},
};

}  // namespace

std::span<const Command> registration_commands() { return commands; }

}  // namespace air780
