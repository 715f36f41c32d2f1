// AT+CNTP: asks a server for the time and sets the module's clock by it (manual chapter 9; at-reference §4.3).
// Owned by the module; one thread.
#pragma once

#include <memory>
#include <string>

#include "protocol/at/outbox.h"
#include "protocol/cellular/network_service.h"
#include "protocol/module_clock.h"
#include "protocol/ports/network.h"

namespace air780 {

class TimeQuery {
 public:
  TimeQuery(Scheduler& scheduler, Network& network, NetworkService& service, ModuleClock& clock, Outbox& outbox,
            const EventStream& events, const ModelProfile& profile);

  struct Settings {
    std::string server = "ntp1.aliyun.com";
    int zone = 32;  // quarter hours east of UTC
    int timeout_seconds = 5;
    int bearer = 1;  // AT+CNTPCID
  };
  Settings settings;

  // Begins to ask; the line +CNTP: <code> follows. False while another question is open.
  bool start();
  // AT+SAPBR=0 closed that bearer, or the last context is gone: a question that needed it ends with code 61.
  void bearer_closed(int cid);
  void context_lost();

  // Power-on values; an open question is forgotten.
  void reset();

 private:
  bool needs_bearer() const;
  void answered(const DatagramAnswer& answer);
  // <code> of the manual: 1 done, 61 network, 62 name, 63 connection, 64 what the server said, 65 it said nothing.
  void end(int code);
  bool running() const { return exchange_ || failing_.running(); }

  Scheduler& scheduler_;
  Network& network_;
  NetworkService& service_;
  ModuleClock& clock_;
  Outbox& outbox_;
  const EventStream& events_;
  const ModelProfile& profile_;
  Timer failing_;  // a failure that is found at once is still told after OK
  std::uint64_t cookie_ = 0;
  std::unique_ptr<Exchange> exchange_;
};

}  // namespace air780
