"""The pytest plugin: the fixture `modem`, and the transcript in the report of a test that failed.

A test gets an emulator of its own, fresh and on free ports. Options of the program come by the marker
`@pytest.mark.air780sim("--quirk", "prompt=> ")`, or for all tests by `air780sim_arguments` in the ini file.

An emulator that runs already, say in another container, is used instead where the environment names its serial line
and its control API: AIR780SIM_LINE=HOST:PORT, AIR780SIM_CONTROL_URL=http://HOST:PORT, AIR780SIM_CONTROL_TOKEN. It is made
fresh for each test: no rules, power off and on.
"""

import os
import shlex

import pytest

from .control import Control
from .emulator import Emulator
from .modem import Modem


def pytest_addoption(parser):
    parser.addini("air780sim_arguments", "options for every air780sim that a test starts", default="")


def pytest_configure(config):
    config.addinivalue_line("markers", "air780sim(*options): options for the air780sim of this test")


@pytest.fixture
def modem(request):
    """A freshly booted module (`air780sim.Modem`)."""
    marked = [option for marker in request.node.iter_markers("air780sim") for option in marker.args]
    if "AIR780SIM_LINE" in os.environ:
        if marked:
            pytest.skip(f"needs an emulator started with {' '.join(marked)}; AIR780SIM_LINE names one that runs")
        yield from _running(request)
    else:
        yield from _started(request, shlex.split(request.config.getini("air780sim_arguments")) + marked)


def _running(request):
    control = Control(os.environ.get("AIR780SIM_CONTROL_URL", "http://127.0.0.1:8080"),
                      os.environ.get("AIR780SIM_CONTROL_TOKEN"))
    modem = Modem(control, os.environ["AIR780SIM_LINE"], broker=os.environ.get("AIR780SIM_BROKER_ADDRESS"))
    modem.heal()
    modem.power_cycle()
    modem = Modem(control, modem.line, broker=modem.broker)
    request.node.stash[_modem] = modem
    yield modem
    modem.heal()


def _started(request, arguments):
    with Emulator(arguments) as emulator:
        addresses = emulator.addresses
        modem = Modem(emulator.control, addresses["tcp"], addresses["pty"], addresses.get("broker"))
        request.node.stash[_modem] = modem
        yield modem
        if emulator.stop() != 0:
            pytest.fail("air780sim did not end well:\n" + emulator.log, pytrace=False)


_modem = pytest.StashKey()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    modem = item.stash.get(_modem, None)
    if call.when != "call" or not report.failed or modem is None:
        return
    try:
        report.sections.append(("air780sim transcript", modem.transcript()))
    except OSError as gone:
        report.sections.append(("air780sim transcript", f"the emulator is gone: {gone}"))
