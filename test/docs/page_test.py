"""Executes what a page of the documentation shows: page_test.py PROGRAM BUILD PAGE

```sh blocks are executed in their order, in one shell, with the program as `cmake --install` leaves it; a ```text block
right behind one is what it must say. ```at is a conversation with the emulator that was started last; ```rules and
```scenario must be right. What cannot be run is ```console, and the text before it says so.

The documented ports and /tmp are replaced by free ports and a folder of the test's own, so that pages do not meet.
"""

import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile

import expectation
import page
from conversation import Conversation
from shell import Shell

PORTS = ("7800", "7801", "7802", "8080", "3456", "1883")
# As the pages show what an emulator prints about its broker, whose ports are always free ones.
BROKER = {"broker": "127.0.0.1:41883", "broker-tls": "127.0.0.1:48883", "broker-mtls": "127.0.0.1:48884",
          "certs": "/tmp/air780sim-broker-x1/"}


def free_ports(count):
    """Below those that the system gives out by itself, so that nobody gets one in between."""
    below = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    found = []
    port = below - 12000 + os.getpid() % 1000 * 10  # pages that run side by side begin at different ones
    while len(found) < count:
        port += 1
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found


def sim_run():
    """What sim/run executes, once all is built."""
    script = (page.REPOSITORY / "sim/run").read_text()
    return re.search(r'^exec build/release/(air780sim .*) "\$@"$', script, re.MULTILINE)[1]


def _told(key, address):
    """The part of an address that differs from run to run: the folder, or the port."""
    return address if key == "certs" else address.split(":")[1]


class PageRun:
    """One page on its way, in the folder `place`."""

    def __init__(self, program, build, path, place):
        self._path = path
        self._place = pathlib.Path(place)
        self._ports = dict(zip(PORTS, map(str, free_ports(len(PORTS)))))
        self._addresses = {}
        prefix = self._place / "installed"
        subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        (prefix / "bin/python3").symlink_to("/usr/bin/python3")  # to which Debian's packages belong
        checkout = self._place / "checkout"
        checkout.mkdir()
        for entry in ("docker", "test", "test-kits", "sim", "docs", "protocol"):
            (checkout / entry).symlink_to(page.REPOSITORY / entry)
        (self._place / "tmp").mkdir()
        self._program = program
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("AIR780SIM_") and not name.lower().endswith("_proxy")}
        environment |= {
            "PATH": f"{prefix}/bin:{environment['PATH']}:/usr/sbin",
            "TMPDIR": str(self._place / "tmp"),
            "PYTHONPATH": str(prefix / "lib/python3/dist-packages"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CMAKE_PREFIX_PATH": str(prefix),
            "AIR780SIM_CONTROL_URL": f"http://127.0.0.1:{self._ports['8080']}",
        }
        self.shell = Shell(self._place, checkout, environment)

    def here(self, text):
        """`text` of the page with the ports and paths of this run."""
        text = re.sub(r"^sim/run\b", sim_run(), text, flags=re.MULTILINE)
        text = re.sub(r"^(air780sim\b.* --pty)(?= *$| +[-&])", r"\1 /tmp/air780ep", text, flags=re.MULTILINE)
        for documented, port in self._ports.items():
            text = re.sub(rf'(?<![\w.",-]){documented}\b', port, text)
        text = re.sub(r"(?<![\w.])/tmp/(?!air780sim-broker-x1)", f"{self._place}/tmp/", text)
        for key, shown in BROKER.items():
            if key in self._addresses:
                text = text.replace(_told(key, shown), _told(key, self._addresses[key]))
        return text

    def execute(self):
        said = None
        for block in page.blocks(self._path):
            try:
                said = self._take(block, said)
            except (AssertionError, OSError) as failure:
                raise AssertionError(f"{self._path.name}:{block.line}: {failure}") from None

    def _take(self, block, said):
        """Returns what a block of commands has said, for the ```text behind it."""
        if block.kind not in page.KINDS:
            raise AssertionError(f"a block is one of {', '.join(sorted(page.KINDS))}, not '{block.kind}'")
        if block.kind == "sh":
            said = self.shell.execute(self.here(block.text))
            self._learn()
            return said
        if block.kind == "text":
            self._compare(block, said)
        elif block.kind == "at":
            line = self._addresses.get("tcp") or self._addresses.get("pty")
            if line is None:
                raise AssertionError("a conversation needs an emulator with --tcp or --pty, started before it")
            with Conversation(line) as conversation:
                conversation.play(block.text)
        elif block.kind == "rules":
            for rule in block.text.splitlines():
                self._check(rule)
        elif block.kind == "scenario":
            file = self._place / "shown.scenario"
            file.write_text(block.text)
            self._check(str(file))
        elif block.kind == "console" and "not run" not in block.before:
            raise AssertionError("the text before a console block says why it is not run in the tests")
        return None

    def _learn(self):
        """Where the emulator that was started last is."""
        for file in self.shell.said[-1:]:
            lines = file.read_text().splitlines()
            told = dict(line.split(" ", 1) for line in lines if " " in line)
            if "air780sim" in told:
                self._addresses = told

    def _compare(self, block, said):
        if said is None:
            raise AssertionError("a text block stands right behind the sh block whose output it is")
        shown = self.here(block.text)
        if not expectation.matches(shown, said):
            raise AssertionError(f"shown is\n{shown}\nbut it said\n{said}\n{self.shell.logs()}")

    def _check(self, subject):
        done = subprocess.run([self._program, "check", subject], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr)


def main():
    program, build, path = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="air780-docs-") as place:
        run = PageRun(program, build, pathlib.Path(path), place)
        try:
            run.execute()
        except BaseException:
            try:
                run.shell.close()
            except AssertionError:
                pass  # the first failure is the one to be told
            raise
        run.shell.close()


if __name__ == "__main__":
    try:
        main()
    except AssertionError as failure:
        sys.exit(str(failure))
