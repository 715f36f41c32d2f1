"""Tests of the driver. THERMOMETER=broken_thermometer lets them look at the broken one."""

import importlib
import os
import threading

import pytest

driver = importlib.import_module(os.environ.get("THERMOMETER", "thermometer"))


@pytest.fixture
def reporting(modem):
    """Starts the driver on the module's line, in a thread of its own, and hangs up when the test is over."""
    port = modem.open()
    threads = []

    def start(*temperatures):
        thread = threading.Thread(target=_until_hung_up, args=(driver.Thermometer(port), temperatures), daemon=True)
        thread.start()
        threads.append(thread)

    yield start
    port.close()
    for thread in threads:
        thread.join(5)


def _until_hung_up(thermometer, temperatures):
    try:
        thermometer.report(temperatures)
    except Exception:  # the line is gone: the test has seen enough
        pass


def test_publishes(modem, reporting):
    reporting(21.5, 21.7)
    modem.expect("AT+MCONNECT", within=5)
    modem.expect("mqtt=online")
    modem.expect("PUBACK<")
    modem.expect("PUBACK<")


def test_a_lost_link_loses_no_temperature(modem, reporting):
    modem.fault("on AT+MPUB #2: closed")
    reporting(21.5, 21.7, 21.9)
    modem.expect('"CLOSED"')
    modem.expect("AT+MIPSTART", within=5)
    modem.expect("mqtt=online")
    modem.expect("PUBACK<")
    modem.expect("PUBACK<")


def test_a_module_that_reboots_is_set_up_again(modem, reporting):
    modem.fault("on PUBACK< #1: reboot")
    reporting(21.5, 21.7)
    modem.expect("fault")
    modem.expect("AT+MCONFIG", within=5)
    modem.expect("mqtt=online", within=10)
    modem.refuse("AT+RESET", within=0.2)


@pytest.mark.air780sim("--quirk", "prompt=> ", "--latency", "gap=50ms")
def test_a_slower_module(modem, reporting):
    reporting(20.0)
    modem.expect("PUBACK<", within=10)
