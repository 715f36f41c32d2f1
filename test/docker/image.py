"""The image as docker/Dockerfile describes it, and the program started as the image would start it."""

import os
import pathlib
import re
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).parents[2]
DOCKERFILE = (REPOSITORY / "docker/Dockerfile").read_text().replace("\\\n", " ")
PROGRAM = sys.argv.pop(1)


def variables():
    """{"AIR780SIM_TCP": "0.0.0.0:7800", ...}"""
    words = re.findall(r"^ENV (.*)$", DOCKERFILE, re.MULTILINE)
    return dict(word.split("=", 1) for line in words for word in line.split())


def exposed_ports():
    return {int(port) for line in re.findall(r"^EXPOSE (.*)$", DOCKERFILE, re.MULTILINE) for port in line.split()}


def variable_names():
    """Those of every option that the program has."""
    text = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    options = re.findall(r"^  (?:-\w,)?--([a-z0-9-]+)", text, re.MULTILINE)
    return {"AIR780SIM_" + option.upper().replace("-", "_") for option in options}


class Emulator:
    """The program with the image's variables, but at free ports of this computer; further variables replace them."""

    def __init__(self, **further):
        own = {name: re.sub(r"^0\.0\.0\.0:\d+$", "127.0.0.1:0", value) for name, value in variables().items()}
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("AIR780SIM_")}
        own.pop("TMPDIR", None)
        self._process = subprocess.Popen(
            [PROGRAM], env=self.environment | own | further, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.addresses = {}
        for line in self._process.stdout:
            key, _, value = line.strip().partition(" ")
            self.addresses[key] = value
            if key == "ready":
                return
        raise RuntimeError(self._process.stderr.read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        errors = self._process.communicate(timeout=30)[1]
        if self._process.returncode != 0:
            raise RuntimeError(f"the emulator ended with {self._process.returncode}:\n{errors}")

    def run(self, script, folder, **environment):
        """Runs lines of a shell as CI systems do; returns their output, throws when one fails."""
        path = f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env=self.environment | {"PATH": path} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=50,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"exit code {done.returncode}:\n{script}\n{done.stdout}")
        return done.stdout
