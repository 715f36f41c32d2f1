// The +CME ERROR codes of the module and their texts. Pure; any thread.
#pragma once

#include <string_view>

namespace air780 {

// Those that our commands answer with; every code of the manual has its text below.
enum class CmeError : int {
  operation_not_allowed = 3,
  operation_not_supported = 4,
  sim_not_inserted = 10,
  sim_pin_required = 11,
  sim_puk_required = 12,
  sim_busy = 14,
  incorrect_password = 16,
  memory_full = 20,
  memory_failure = 23,
  no_network_service = 30,
  execute_failed = 50,
  plmn_not_allowed = 111,
  sim_puk_blocked = 508,
  invalid_input_value = 765,
  operation_failed = 767,
  name_not_found = 918,
  other_error = 65535,
};

// The text that AT+CMEE=2 prints for `code`; empty where the manual has none (at-reference §6).
std::string_view cme_error_text(int code);

}  // namespace air780
