#include "test/integration/session.h"

namespace air780 {

void open_link(HostLine& host, const Session& session) {
  host.command("AT+MCONFIG=\"" + client_id + "\"" + session.configuration, {"OK"});
  host.command(R"(AT+MIPSTART="lbsmqtt.airm2m.com",1884)", {"OK", "CONNECT OK"});
}

void go_online(HostLine& host, const Session& session) {
  open_link(host, session);
  host.command("AT+MCONNECT=" + std::to_string(session.clean_session) + "," + std::to_string(session.keepalive),
               {"OK", "CONNACK OK"});
}

void subscribe(HostLine& host, const std::string& topic, int qos) {
  host.command("AT+MSUB=\"" + topic + "\"," + std::to_string(qos), {"OK", "SUBACK"});
}

}  // namespace air780
