"""One emulator of the test's own: the program as a child, on free ports, gone with the test."""

import os
import shutil
import subprocess
import tempfile
import threading

from .control import Control


class EmulatorError(Exception):
    """It did not start, or did not end well; the text holds its log."""


class Emulator:
    """Starts `air780sim` with a PTY, a TCP line, the control API and a local broker on free ports.

    `arguments` are further options of the program, for example ("--scenario", "tcp-loss-idle"). The program is
    `program`, else the environment's AIR780SIM_PROGRAM, else the first `air780sim` in PATH.
    A context manager; `stop` may be called again.
    """

    def __init__(self, arguments=(), program=None):
        program = program or os.environ.get("AIR780SIM_PROGRAM") or shutil.which("air780sim")
        if not program:
            raise EmulatorError("no air780sim in PATH; name the program in AIR780SIM_PROGRAM")
        self._directory = tempfile.TemporaryDirectory(prefix="air780sim-")
        command = [program, "--pty", os.path.join(self._directory.name, "modem"), "--tcp", "0", "--control", "0",
                   "--broker", "--boot-time", "0", *arguments]
        self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True, errors="replace")
        self._log = []
        # Its log is read all the time: a full pipe would stop the module.
        self._reader = threading.Thread(target=lambda: self._log.extend(self._child.stderr), daemon=True)
        self._reader.start()
        self.addresses = {}
        self._read_addresses()

    def _read_addresses(self):
        for line in self._child.stdout:
            key, _, value = line.strip().partition(" ")
            if key == "ready":
                return
            self.addresses[key] = value
        self._end()
        raise EmulatorError(f"air780sim ended at once, exit code {self._child.returncode}:\n{self.log}")

    @property
    def log(self):
        """What it wrote to stderr so far."""
        return "".join(self._log)

    @property
    def control(self):
        return Control("http://" + self.addresses["control"])

    def wait(self, timeout):
        """Until it ends by itself, as a scenario lets it. Its exit code: 0, or 1 if an expectation was missed."""
        self._child.wait(timeout)
        return self.stop()

    def stop(self):
        """Ends it. Its exit code: 0, or 1 if an expectation of a scenario was missed."""
        if self._child.poll() is None:
            self._child.terminate()
        self._end()
        return self._child.returncode

    def _end(self):
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join()
        self._child.stdout.close()
        self._child.stderr.close()
        self._directory.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
