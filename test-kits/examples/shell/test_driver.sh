#!/usr/bin/env bash
# A test of a driver in plain shell, started as
#   air780sim-with -- test_driver.sh DRIVER [ARGUMENT…]
# DRIVER publishes with QoS 1. Its link is cut behind the second message, and it has to come back and go on.
set -euo pipefail
ctl() { "${AIR780SIM_PROGRAM:-air780sim}" ctl "$@"; }

ctl add 'on PUBACK< #2: closed'
"$@" &
driver=$!
trap 'kill $driver 2>/dev/null || true' EXIT

ctl wait '"CLOSED"' --timeout 20s --since 0
ctl wait mqtt=online --timeout 20s
ctl wait 'PUBACK<' --timeout 20s
ctl counters
