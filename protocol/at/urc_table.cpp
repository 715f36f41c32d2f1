#include "protocol/at/urc_table.h"

namespace air780 {
namespace {

using enum Evidence;

constexpr UrcDescription urcs[] = {
    // Power (protocol/boot.cpp, module.cpp)
    {"^boot.rom", "the boot loader's own line, before all others", captured,
     "C7, C8, C10; its bytes that cannot be printed are chosen", "…"},
    {"RDY", "the module starts; twice with the quirk ready-twice, and input is lost before it", captured,
     "C3, C7, C9, C10"},
    {"+CPIN: SIM PIN", "at a start with the SIM locked", documented, "manual, CPIN"},
    {"+CPIN: SIM PUK", "at a start with the SIM blocked", documented, "manual, CPIN"},
    {"+CPIN: SIM REMOVED 0", "the SIM is taken out, with AT+CSDT=1; no CR LF before it", captured, "C3"},
    {"+CPIN: READY 0", "the SIM is put in, with AT+CSDT=1; no CR LF before it", captured, "C3"},
    {"+CPIN: SIM PIN 0", "a SIM with its PIN on is put in, with AT+CSDT=1", inferred, "as the other two"},
    {"+CPIN: SIM PUK 0", "a blocked SIM is put in, with AT+CSDT=1", inferred, "as the other two"},

    // The network (protocol/cellular)
    {"^MODE: 17,17", "LTE is found", captured, "C3, C7, C10"},
    {"+E_UTRAN Service", "registered", captured, "C3, C7, C10"},
    {"^MODE: 0,0", "the coverage or the registration is lost", inferred,
     "at-reference §5.1; after COPS and CPNETAPN chosen"},
    {"+NO Service", "likewise", inferred, "at-reference §5.1"},
    {"+NITZ: ", "the network tells the time, behind each registration", captured, "C3, C7, C10",
     "yy/MM/dd,hh:mm:ss+zz,d"},
    {"+CREG: ", "the registration changes, with AT+CREG=1 to 3; from 2 on with the cell", documented,
     "manual; the cause in form 3: 27.007", "<stat>[,…]"},
    {"+CGREG: ", "likewise, AT+CGREG=1 to 5; without PSM's timers", documented, "manual", "<stat>[,…]"},
    {"+CEREG: ", "likewise, AT+CEREG=1 to 5; without PSM's timers", documented, "manual", "<stat>[,…]"},
    {"+CGEV: ME PDN ACT ", "the module has brought a context up, with AT+CGEREP=1", captured,
     "C3, C7, C10; firmware V1010 has a suffix", "<cid>"},
    {"+CGEV: ME PDN DEACT ", "the module has taken a context down: CGATT=0, CGACT=0, CFUN=0 or 4, COPS=2, CPNETAPN",
     inferred, "27.007", "<cid>"},
    {"+CGEV: NW PDN DEACT ", "the network has taken a context down", captured, "guide", "<cid>"},
    {"+CGEV: NW DETACH", "the network has detached the module", documented, "manual, 27.007"},
    {"+PDP: DEACT", "the network has taken the context of the CSTT/CIICR scene down", captured, "C6"},
    {"+SAPBR ", "a bearer's context is gone; behind +CGEV", documented, "manual; the order is chosen", "<cid>: DEACT"},
    {"+CSQ: ", "the signal changes, with AT*CSQ=1", documented, "manual; how often: chosen", "<rssi>,<ber>"},
    {"+CESQ: ", "likewise", documented, "manual", "…"},
    {"*CESQ: ", "likewise", documented, "manual", "…"},
    {"+CNTP: ", "AT+CNTP has ended: 1, or 61 to 65", documented,
     "manual; which failure has which code is inferred; cntp-bearer", "<code>"},
    {"+CDNSGIP: ", "AT+CDNSGIP has ended", documented, "manual", "1,\"name\",\"address\" or 0,<code>"},

    // MQTT (protocol/mqtt)
    {"CONNECT OK", "the link that MIPSTART or SSLMIPSTART asked for is up", captured, "C1, C5, C7, C8"},
    {"ALREADY CONNECT", "MIPSTART while there is a link", captured, "C7"},
    {"STATE: ", "before CONNECT FAIL: the state of the TCP/IP scene", captured,
     "C6, for CIPSTART; for MIPSTART inferred", "<state>"},
    {"CONNECT FAIL", "the link did not come about: name, TCP, TLS, no context, connect-timeout", captured, "C6"},
    {"7,CONNECT OK", "the same with AT+CIPMUX=1", documented, "manual"},
    {"7,CONNECT FAIL", "the same with AT+CIPMUX=1", documented, "manual"},
    {"CONNACK OK", "the broker has taken the session", captured, "C1, C5, C7, C8"},
    {"SUBACK", "the broker has taken a subscription", captured, "C1, C5, C7, C8"},
    {"UNSUBACK", "the broker has taken a subscription back", documented, "manual"},
    {"PUBACK", "a QoS 1 message has arrived", captured, "C1, C5, C7"},
    {"PUBREC", "a QoS 2 message has arrived", captured, "C1"},
    {"PUBCOMP", "and is complete", captured, "C1"},
    {"ERROR", "the broker refused a CONNECT (documented) or a subscription, or did not answer for connack-timeout",
     chosen, "manual; decisions"},
    {"+MSUB: \"", "a message, with AT+MQTTMSGSET=0; its payload is raw", captured, "C1, C5, C8; hex-rx, rx-limit",
     "topic\",<n> byte,<payload>"},
    {"+MSUB: ", "a message lies in the cache, with AT+MQTTMSGSET=1", captured, "C14, C15, guide", "<slot>"},
    {"CLOSED", "the broker or the path has closed the link, or PINGRESP did not come", captured,
     "C13, C15; half-open inferred"},
};

}  // namespace

std::span<const UrcDescription> all_urcs() { return urcs; }

const UrcDescription* find_urc(std::string_view line) {
  const UrcDescription* found = nullptr;
  for (const UrcDescription& urc : urcs) {
    if (!line.starts_with(urc.beginning)) continue;
    if (found == nullptr || found->beginning.size() < urc.beginning.size()) found = &urc;
  }
  return found;
}

}  // namespace air780
