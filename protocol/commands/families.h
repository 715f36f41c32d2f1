// The families of commands, one table each. all_commands() joins them in this order; nothing else lists commands.
// Constants; any thread.
#pragma once

#include <span>

#include "protocol/at/command.h"

namespace air780 {

std::span<const Command> configuration_commands();       // E, Q, V, Z, &F, &W, &C, &D, S3–S5, +CMEE, +CSCS
std::span<const Command> dialling_commands();            // X, L, M, S0, S6, S7, S8, S10
std::span<const Command> clock_commands();               // +CCLK, +CTZU, +CTZR
std::span<const Command> serial_port_commands();         // +IPR, +ICF, +IFC
std::span<const Command> sleep_commands();               // +CSCLK, +WAKETIM, *RTIME, +POWERMODE
std::span<const Command> ring_commands();                // +CFGRI, +CFGRISAVE, ^WAKEUPHEX
std::span<const Command> board_commands();               // +CADC, +CBC, +CNETLIGHT, +SLEDS, +IOSET
std::span<const Command> system_information_commands();  // ^SYSINFO, ^SYSCONFIG, *BANDIND
std::span<const Command> identity_commands();            // I, +VER, +CGMI, +CGSN, +CIMI, +ICCID, …
std::span<const Command> power_commands();               // +CFUN, +RESET, +RSTSET, +CPOWD
std::span<const Command> sim_pin_commands();             // +CPIN, +CLCK, +CPWD
std::span<const Command> sim_holder_commands();          // +CSDT, *SIMDETEC, +SIMCROSS, *SIMAUTO, +ECSIMCFG, *EUICC
std::span<const Command> radio_commands();               // +CSQ, +CESQ, *CSQ
std::span<const Command> operator_commands();            // +COPS, ^CACAP
std::span<const Command> registration_commands();        // +CREG, +CGREG, +CEREG
std::span<const Command> packet_domain_commands();       // +CGATT, +CGACT, +CGDCONT, …
std::span<const Command> private_network_commands();     // +CPNETAPN
std::span<const Command> bearer_commands();              // +SAPBR
std::span<const Command> network_time_commands();        // +CNTPCID, +CNTP
std::span<const Command> ping_commands();                // +CIPPING
std::span<const Command> scene_commands();               // +CSTT, +CIICR, +CIFSR, +CIPSHUT, +CDNSGIP, …
std::span<const Command> transfer_settings_commands();   // +CIPMODE, +CIPQSEND, +CIPHEAD, +CIPTKA, …
std::span<const Command> ssl_commands();                 // +SSLCFG
std::span<const Command> mqtt_link_commands();           // +MIPSTART, +SSLMIPSTART, +MIPCLOSE, +MQTTSTATU
std::span<const Command> mqtt_session_commands();        // +MCONFIG, +MCONNECT, +MDISCONNECT
std::span<const Command> mqtt_subscribe_commands();      // +MSUB, +MUNSUB
std::span<const Command> mqtt_publish_commands();        // +MPUB, +MPUBEX, +MQTTMODE
std::span<const Command> mqtt_receive_commands();        // +MQTTMSGSET, +MQTTMSGGET
std::span<const Command> flash_commands();               // +FSCREATE, +FSWRITE, +FSREAD, +FSLS, +FSMEM, …

}  // namespace air780
