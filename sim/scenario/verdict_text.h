// A verdict as a person reads it at the end of a run: a line each expectation, the transcript around a miss, and the
// recovery times. Pure; any thread.
#pragma once

#include <string>

#include "sim/scenario/verdict.h"

namespace air780 {

// Lines, each with its end:
//   scenario tcp-loss-idle: 1 of 4 expectations missed
//   ok      expect online within 30s of every fault: once, slowest after 1.204 s
//   MISSED  expect count AT+CFUN = 0: one too many: number 1 (at 12.345 s)
//           tcp-loss-idle.scenario:7, at 12.345 s; the transcript around it:
//           |      12.345001 command AT+CFUN=1,1
//   recovery: 1 of 1 faults, minimum 1.204 s, median 1.204 s, maximum 1.204 s
std::string to_text(const Verdict& verdict);

}  // namespace air780
