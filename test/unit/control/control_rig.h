// The control API without a server: a module with its world in memory, and requests straight to their handlers.
// One thread.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sim/control/routes.h"
#include "test/fake/module_rig.h"
#include "test/unit/fault/recording_target.h"

namespace air780 {

class ControlRig {
 public:
  explicit ControlRig(EventLog::Limits limits = {});
  ~ControlRig();

  // What is answered at once; a test error when the answer comes later.
  ControlResponse ask(const std::string& method, std::string_view target, const std::string& body = {},
                      const std::string& content_type = "text/plain");
  boost::json::value ask_json(const std::string& method, std::string_view target, const std::string& body = {});

  // An answer that comes later: filled in when it has come.
  struct Later {
    std::unique_ptr<PendingAnswer> pending;
    std::optional<ControlResponse> response;
  };
  // The Later must stay where it is until it has been answered.
  void ask_later(Later& later, const std::string& method, std::string_view target, const std::string& body = {},
                 const std::string& content_type = "text/plain");

  fake::ModuleRig rig;
  EventLog log;
  Counters counters;
  fake::RecordingTarget fault_target;
  FaultEngine faults{rig.scheduler, rig.events, fault_target, 1};
  ControlledModule controlled{rig.scheduler, rig.module, faults, log, counters};

 private:
  ControlAnswer answer(const std::string& method, std::string_view target, const std::string& body,
                       const std::string& content_type);
};

}  // namespace air780
