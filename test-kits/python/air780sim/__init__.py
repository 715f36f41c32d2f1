"""air780sim in a test: start it or find it, break it on purpose, and see what the driver under test does.

The pytest fixture `modem` is in `air780sim.plugin`; without pytest, `Emulator` and `Modem` do the same.
"""

from .control import Control, ControlError
from .emulator import Emulator, EmulatorError
from .modem import Modem, NotSeen

__all__ = ["Control", "ControlError", "Emulator", "EmulatorError", "Modem", "NotSeen"]
