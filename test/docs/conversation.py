"""Plays what a page shows of a conversation with the module: lines that begin with AT are typed, the others must come."""

import os
import select
import socket
import time
import tty

from expectation import line_matches

PATIENCE = 20


class Conversation:
    """`address` is HOST:PORT or the path of a PTY."""

    def __init__(self, address):
        self._socket = None
        self._bytes = b""
        if address.startswith("/"):
            self._line = os.open(address, os.O_RDWR | os.O_NOCTTY)
            tty.setraw(self._line)
        else:
            host, port = address.rsplit(":", 1)
            self._socket = socket.create_connection((host, int(port)))
            self._line = self._socket.fileno()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._socket:
            self._socket.close()
        else:
            os.close(self._line)

    def play(self, text):
        """`>hello` is a prompt, and hello is what is typed there; `…` lets lines pass."""
        typed, passing = None, False
        for line in text.splitlines():
            if line.startswith("AT"):
                typed, passing = line, False
                os.write(self._line, line.encode() + b"\r")
            elif line.startswith(">"):
                self._read_until(b">", line)
                os.write(self._line, line[1:].encode())
            elif line.strip() == "…":
                passing = True
            elif line.strip():
                came = self._next_line(line)
                while came == typed or (passing and not line_matches(line, came)):
                    came = self._next_line(line)
                if not line_matches(line, came):
                    raise AssertionError(f"behind {typed}: {came!r} came instead of {line!r}")
                passing = False

    def _next_line(self, wanted):
        line = b""
        while not line.strip():
            line = self._read_until(b"\n", wanted)
            # The echo ends with a CR alone.
            line = line.rsplit(b"\r", 1)[0].rsplit(b"\r", 1)[-1] if line.endswith(b"\r\n") else line
        return line.decode(errors="replace").strip()

    def _read_until(self, end, wanted):
        until = time.monotonic() + PATIENCE
        while end not in self._bytes:
            readable, _, _ = select.select([self._line], [], [], max(0, until - time.monotonic()))
            more = os.read(self._line, 4096) if readable else b""
            if not more:
                raise AssertionError(f"{wanted!r} did not come; last came {self._bytes!r}")
            self._bytes += more
        line, _, self._bytes = self._bytes.partition(end)
        return line + end
