"""The driver under test: publishes temperatures over the module's own MQTT commands, as the vendor's guide says."""

import time

LOST = ("CLOSED", "+PDP: DEACT", "+CGEV: NW PDN DEACT", "RDY")


class Lost(Exception):
    """The session is gone and has to be built anew."""


class Thermometer:
    def __init__(self, port):
        self.port = port
        self.port.timeout = 0.05
        self.received = b""

    def report(self, temperatures):
        """Publishes all of them with QoS 1, each acknowledged, whatever happens to the link."""
        waiting = list(temperatures)
        online = False
        while waiting:
            try:
                if not online:
                    self.connect()
                    online = True
                self.publish(waiting[0])
                waiting.pop(0)
            except Lost:
                online = False
                time.sleep(0.1)

    def connect(self):
        # The answer to what was sent last may still come, and would be taken for the next command's.
        while self.line() is not None:
            pass
        self.send("AT")
        self.wait(("OK",), 2)
        self.send("AT+MIPCLOSE")  # its answer depends on what was left; both are fine
        self.wait(("OK", "ERROR", "+CME ERROR"), 2)
        self.command('AT+MCONFIG="thermometer-1","user","password"')
        self.command('AT+MIPSTART="broker.example",1883')
        self.wait(("CONNECT OK",), 40)
        self.command("AT+MCONNECT=1,60")
        self.wait(("CONNACK OK",), 30)

    def publish(self, temperature):
        self.command(f'AT+MPUB="room/temperature",1,0,"{temperature}"')
        self.wait(("PUBACK",), 10)

    def command(self, text):
        self.send(text)
        self.wait(("OK",), 10)

    def send(self, text):
        self.port.write(text.encode() + b"\r\n")

    def wait(self, wanted, seconds):
        """Until a line begins with one of `wanted`; Lost if the module says that all is lost, or says nothing."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            line = self.line()
            if line is None:
                continue
            if line.startswith(wanted):
                return
            if line.startswith(LOST + ("ERROR", "+CME ERROR", "CONNECT FAIL")):
                raise Lost(line)
        raise Lost("no answer")

    def line(self):
        """The next line of the module, or None if none has come."""
        self.received += self.port.read_until(b"\n")
        if not self.received.endswith(b"\n"):
            return None
        line, self.received = self.received, b""
        return line.strip().decode("utf-8", "replace")
