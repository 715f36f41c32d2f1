#include "test/integration/stunnel.h"

namespace air780 {

std::string Stunnel::configuration(std::uint16_t broker_port, const std::string& certificates,
                                   bool asks_for_certificate) const {
  std::string text =
      "foreground = yes\n"
      "debug = info\n"
      "pid =\n"
      "[mqtt]\n"
      "accept = 127.0.0.1:" +
      std::to_string(port_.number) + "\nconnect = 127.0.0.1:" + std::to_string(broker_port) +
      "\ncert = " + certificates + "server.crt\nkey = " + certificates + "server.key\n";
  if (asks_for_certificate) text += "CAfile = " + certificates + "ca.crt\nverifyChain = yes\nrequireCert = yes\n";
  return text;
}

Stunnel::Stunnel(std::uint16_t broker_port, const std::string& certificates, bool asks_for_certificate)
    : process_({"stunnel4",
                directory_.write("stunnel.conf", configuration(broker_port, certificates, asks_for_certificate))}) {
  process_.errors().wait_for_line("bound to");
}

}  // namespace air780
