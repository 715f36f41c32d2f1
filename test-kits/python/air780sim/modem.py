"""The module as a test sees it: where the driver finds its line, what to break, and what the driver then does."""

import urllib.parse

from .control import ControlError


class NotSeen(AssertionError):
    """Something that was expected did not happen in time; the text ends with what happened instead."""


class Modem:
    """One module, behind the control API `control`; `line` is HOST:PORT of its serial line over TCP, `pty` a path or
    None, `broker` HOST:PORT or None.

    `expect` looks at what happened since the last `expect` that was met (at first: since the test began), so a test
    reads as the dialogue it describes and nothing falls between two calls.
    """

    def __init__(self, control, line, pty=None, broker=None):
        self.control = control
        self.line = line
        self.pty = pty
        self.broker = broker
        self._first = self._seen = self.state()["last_event"]

    @property
    def url(self):
        """For `serial.serial_for_url`."""
        return "socket://" + self.line

    def open(self, **settings):
        """A `serial.Serial` on the line over TCP."""
        import serial

        settings.setdefault("timeout", 1)
        return serial.serial_for_url(self.url, **settings)

    def fault(self, rule):
        """Adds a rule such as 'on AT+MPUB #3: pdn-deact'; returns its number, which `heal` takes."""
        return self.control.json("POST", "/rules", body=rule)["id"]

    def heal(self, number=None):
        """Takes one rule back, or all of them, and ends what they began."""
        self.control.request("DELETE", "/rules" if number is None else f"/rules/{number}")

    def inject(self, action):
        """Lets an action happen now: 'closed', 'no-service 5s'."""
        self.control.request("POST", "/inject", body=action)

    def state(self):
        """The module now: registration, MQTT, contexts, clock, as a dict."""
        return self.control.json("GET", "/state")

    def counters(self):
        """Bytes, commands, URCs, packets and faults so far, as a dict."""
        return self.control.json("GET", "/counters")

    def power_cycle(self):
        """Power off and on, and waits until the module has booted."""
        begin = self.state()["last_event"]
        self.control.request("POST", "/power", body="cycle")
        self._wait("power=booted", 30, begin)

    def put_file(self, name, content):
        """Writes a file into the module's flash."""
        self.control.request("PUT", "/files/" + urllib.parse.quote(name), body=content)

    def expect(self, what, within=5.0):
        """Waits until `what` happens and returns that event as a dict; raises NotSeen after `within` seconds.

        `what` is a command of the driver ('AT+MCONNECT'), a line of the module in quotes ('"CONNECT OK"'), a packet
        ('PUBACK<' from the broker, 'PUBLISH>' to it), a state ('mqtt=online') or 'fault'.
        """
        try:
            event = self._wait(what, within, self._seen)
        except ControlError as refusal:
            if refusal.status != 408:
                raise
            raise NotSeen(f"{what} was not seen within {within:g} s. Since then:\n"
                          f"{self._transcript(self._seen, 40) or '(nothing)'}") from None
        self._seen = max(self._seen, event["number"])
        return event

    def refuse(self, what, within=1.0):
        """Raises NotSeen if `what` does happen within `within` seconds."""
        try:
            event = self._wait(what, within, self._seen)
        except ControlError as refusal:
            if refusal.status != 408:
                raise
            return
        raise NotSeen(f"{what} happened at {event['at']:.3f} s, and was not to:\n{self._transcript(self._seen, 40)}")

    def transcript(self):
        """Everything since the test began, one line an event."""
        return self._transcript(self._first)

    def _transcript(self, since, last=1000):
        return self.control.request("GET", "/transcript", {"since": since, "last": last})

    def _wait(self, what, within, since):
        query = {"for": what, "timeout": f"{round(within * 1000)}ms", "since": since}
        return self.control.json("GET", "/wait", query, patience=within + 30)
