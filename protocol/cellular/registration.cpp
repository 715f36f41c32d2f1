#include "protocol/cellular/registration.h"

#include <fmt/format.h>

namespace air780 {
namespace {

constexpr std::array<std::string_view, 3> prefixes = {"+CREG", "+CGREG", "+CEREG"};

// One cell for the life of the module, in the form and the figures of capture C16.
constexpr std::string_view area_code = "4844";
constexpr std::string_view cell_id = "0EA2D0CA";
constexpr int access_technology = 7;  // E-UTRAN

std::string_view name_of(RegistrationStatus status) {
  constexpr std::array<std::string_view, 6> names = {"not registered", "registered", "searching",
                                                     "denied",         "unknown",    "roaming"};
  return names[static_cast<std::size_t>(status)];
}

}  // namespace

std::string_view Registration::status_text() const { return name_of(status_); }

void Registration::set_status(RegistrationStatus status, int reject_cause) {
  if (status == status_) return;
  reject_cause_ = reject_cause;
  events_.emit(StateChanged{"registration", name_of(status_), name_of(status)});
  status_ = status;
  for (const Service service : {Service::creg, Service::cgreg, Service::cereg}) {
    if (mode(service) == 0) continue;
    outbox_.unsolicited(
        fmt::format("{}: {}{}", prefixes[index(service)], static_cast<int>(status_), detail_text(service)));
  }
}

std::string_view Registration::prefix(Service service) { return prefixes[index(service)]; }

std::string Registration::read_text(Service service, std::string_view prefix) const {
  return fmt::format("{}: {},{}{}", prefix, mode(service), static_cast<int>(status_), detail_text(service));
}

std::string Registration::detail_text(Service service) const {
  const bool tells_cause = mode(service) == 3 || mode(service) == 5;
  // Cause type 0: a cause of EPS mobility management.
  if (tells_cause && reject_cause_ != 0) return fmt::format(",,,,0,{}", reject_cause_);
  if (mode(service) < 2 || !registered()) return {};
  return fmt::format(",\"{}\",\"{}\",{}", area_code, cell_id, access_technology);
}

void Registration::reset() {
  modes_ = {};
  set_status(RegistrationStatus::not_registered);
}

}  // namespace air780
