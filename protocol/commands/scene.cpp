// The TCP/IP scene as far as a host brings up its bearer with it, and names (manual chapter 12; at-reference §4.3).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/cellular/ip_address.h"
#include "protocol/cellular/network_lines.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using State = Scene::State;

Scene& scene_of(Module& module) { return module.network_service().scene(); }

Result wrong_state() { return Result::cme(CmeError::operation_not_allowed); }

Result start_task(Module& module, const Arguments& arguments, Reply&) {
  Scene& scene = scene_of(module);
  if (scene.state() != State::ip_initial) return wrong_state();
  scene.access_point = {std::string(arguments.text(0)), std::string(arguments.text(1)), std::string(arguments.text(2))};
  scene.set_state(State::ip_start);
  return Result::ok();
}

Result read_task(Module& module, const Arguments&, Reply& reply) {
  const Scene::AccessPoint& access_point = scene_of(module).access_point;
  reply.line(fmt::format("+CSTT: \"{}\",\"{}\",\"{}\"", access_point.apn, access_point.user, access_point.password));
  return Result::ok();
}

Result bring_up(Module& module, const Arguments&, Reply& reply) {
  Scene& scene = scene_of(module);
  if (scene.state() != State::ip_start) return wrong_state();
  scene.set_state(State::ip_config);
  NetworkService& service = module.network_service();
  if (service.packet_domain().any_active() || service.activate(PacketDomain::default_context)) {
    scene.set_state(State::ip_gprsact);
    return Result::ok();
  }
  scene.set_state(State::pdp_deact);
  reply.line(scene_loss_line(module.profile().quirks.pdp_deact));
  return Result::cme(CmeError::other_error);
}

Result local_address(Module& module, const Arguments&, Reply& reply) {
  Scene& scene = scene_of(module);
  const std::string address = module.network_service().packet_domain().address();
  if (!scene.up() || address.empty()) return wrong_state();
  scene.set_state(State::ip_status);
  reply.line(module.profile().quirks.cifsr_zeros ? zero_filled(address) : address);
  return Result::bare();
}

Result shut(Module& module, const Arguments&, Reply&) {
  module.network_service().shut_scene();
  module.mqtt().drop_link();
  return Result::text("SHUT OK");
}

// One line of six, of which none has ever been opened (manual, CIPSTATUS).
constexpr int links = 6;
std::string link_text(int n) { return fmt::format("{},,\"\",\"\",\"\",\"INITIAL\"", n); }

Result status(Module& module, const Arguments&, Reply&) {
  const Scene& scene = scene_of(module);
  std::string text = fmt::format("STATE: {}", scene.state_text());
  for (int n = 0; scene.multiple_connections && n < links; ++n) text += "\r\nC: " + link_text(n);
  return Result::ok_first(text);
}

Result status_of_link(Module& module, const Arguments& arguments, Reply& reply) {
  if (!scene_of(module).multiple_connections) return wrong_state();
  reply.line(link_text(static_cast<int>(arguments.integer(0))));
  return Result::ok();
}

Result read_multiple(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CIPMUX: {}", scene_of(module).multiple_connections ? 1 : 0));
  return Result::ok();
}

Result set_multiple(Module& module, const Arguments& arguments, Reply&) {
  Scene& scene = scene_of(module);
  const bool multiple = arguments.integer(0) == 1;
  if (scene.state() != State::ip_initial || (multiple && scene.transfer.transparent == 1)) return wrong_state();
  scene.multiple_connections = multiple;
  return Result::ok();
}

Result read_connection_kind(Module& module, const Arguments&, Reply& reply) {
  const Scene::AccessPoint& access_point = scene_of(module).access_point;
  reply.line(
      fmt::format("+CIPCSGP: 1, \"{}\", \"{}\", \"{}\"", access_point.apn, access_point.user, access_point.password));
  return Result::ok();
}

Result set_connection_kind(Module& module, const Arguments& arguments, Reply&) {
  constexpr long packet = 1;
  // There are no circuit-switched calls on this chip.
  if (arguments.integer(0) != packet) return Result::cme(CmeError::operation_not_supported);
  Scene& scene = scene_of(module);
  if (scene.state() != State::ip_initial) return wrong_state();
  scene.access_point = {std::string(arguments.text(1)), std::string(arguments.text(2)), std::string(arguments.text(3))};
  return Result::ok();
}

Result resolve(Module& module, const Arguments& arguments, Reply&) {
  // Works only once the scene has its address (the guide's question 6; C17).
  if (scene_of(module).state() != State::ip_status) return wrong_state();
  return module.name_lookup().ask(std::string(arguments.text(0))) ? Result::ok() : wrong_state();
}

Result read_name_servers(Module& module, const Arguments&, Reply& reply) {
  const auto& chosen = scene_of(module).name_servers();
  const auto server = [&](std::size_t i) { return chosen[i].empty() ? PacketDomain::name_servers[i] : chosen[i]; };
  reply.line(fmt::format("PrimaryDns: {}", server(0)));
  reply.line(fmt::format("SecondaryDns: {}", server(1)));
  return Result::ok();
}

Result set_name_servers(Module& module, const Arguments& arguments, Reply&) {
  for (const std::size_t i : {0U, 1U}) {
    if (arguments.has(i) && !is_ipv4(arguments.text(i))) return Result::cme(CmeError::execute_failed);
  }
  Scene::NameServers servers = scene_of(module).name_servers();
  servers[0] = arguments.text(0);
  if (arguments.has(1)) servers[1] = arguments.text(1);
  scene_of(module).set_name_servers(std::move(servers));
  return Result::ok();
}

constexpr Parameter access_point[] = {optional(text("apn", 128)), optional(text("username", 32)),
                                      optional(text("password", 32))};
constexpr Parameter zero_or_one[] = {integer("n", 0, 1)};
constexpr Parameter link_number[] = {integer("n", 0, links - 1)};
constexpr Parameter connection_kind[] = {integer("mode", 0, 2), optional(text("apn", 128)),
                                         optional(text("username", 32)), optional(text("password", 32))};
constexpr Parameter domain_name[] = {non_empty(text("domain name", 128))};
constexpr Parameter name_servers[] = {non_empty(text("pri_dns", 64)), optional(text("sec_dns", 64)),
                                      optional(integer("cid", 1, 3))};

constexpr Command commands[] = {
    {.name = "+CSTT",
     .summary = "begins the scene with an APN: IP INITIAL to IP START",
     .manual = "12 CSTT",
     .evidence = Evidence::captured,
     .source = "C6, C9, C10",
     .parameters = access_point,
     .test = "+CSTT: \"APN\",\"USER\",\"PWD\"",
     .read = read_task,
     .write = start_task,
     .execute = start_task},
    {.name = "+CIICR",
     .summary = "activates the scene's bearer: IP START to IP GPRSACT",
     .manual = "12 CIICR",
     .evidence = Evidence::captured,
     .source = "C6, C9; wrong state chosen as for AT+CSTT",
     .execute = bring_up},
    {.name = "+CIFSR",
     .summary = "the local address, without OK: IP GPRSACT to IP STATUS",
     .manual = "12 CIFSR",
     .evidence = Evidence::captured,
     .source = "C6, C8c, C9, C10",
     .execute = local_address},
    {.name = "+CIPSHUT",
     .summary = "ends the scene and every link, MQTT's too",
     .manual = "12 CIPSHUT",
     .evidence = Evidence::captured,
     .source = "C6; MQTT's link: inferred",
     .execute = shut},
    {.name = "+CIPSTATUS",
     .summary = "state of the scene, behind OK",
     .manual = "12 CIPSTATUS",
     .evidence = Evidence::captured,
     .source = "C6, C8c; with AT+CIPMUX=1: manual, the form of its lines chosen",
     .parameters = link_number,
     .write = status_of_link,
     .execute = status},
    {.name = "+CIPMUX",
     .summary = "1: results of MQTT's link carry its number 7",
     .manual = "12 CIPMUX",
     .parameters = zero_or_one,
     .test = "+CIPMUX: (0,1)",
     .read = read_multiple,
     .write = set_multiple},
    {.name = "+CIPCSGP",
     .summary = "the scene's access point, as AT+CSTT has it; circuit-switched calls there are none",
     .manual = "12 CIPCSGP",
     .parameters = connection_kind,
     .test = "+CIPCSGP: 0-CSD,DIAL NUMBER,USER NAME,PASSWORD,RATE(0-3)\r\n"
             "+CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD",
     .read = read_connection_kind,
     .write = set_connection_kind},
    {.name = "+CDNSGIP",
     .summary = "resolves a name, by URC behind OK",
     .manual = "12 CDNSGIP",
     .evidence = Evidence::captured,
     .source = "C17 (wrong state); guide question 6; failure is always code 10 (chosen)",
     .parameters = domain_name,
     .syntax_error = SyntaxError::plain,
     .write = resolve},
    {.name = "+CDNSCFG",
     .summary = "name servers that names are asked of; at first the network's, for which this computer resolves",
     .manual = "12 CDNSCFG",
     .parameters = name_servers,
     .test = "+CDNSCFG: (\"Primary DNS\"),(\"Secondary DNS\")",
     .read = read_name_servers,
     .write = set_name_servers},
};

}  // namespace

std::span<const Command> scene_commands() { return commands; }

}  // namespace air780
