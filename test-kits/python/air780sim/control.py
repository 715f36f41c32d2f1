"""The emulator's control API (`GET /openapi.json` describes it), with the standard library alone."""

import json
import urllib.error
import urllib.parse
import urllib.request


class ControlError(Exception):
    """The emulator refused; `status` is HTTP's and the text says what, where and what is allowed."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


class Control:
    """Speaks to the emulator that listens at `url`. One thread at a time."""

    def __init__(self, url, token=None):
        self.url = url.rstrip("/")
        self.token = token
        # A proxy of the environment is for the world outside, not for the emulator.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def request(self, method, path, query=None, body=None, patience=30.0):
        """The answer's body as text. Raises ControlError if it is refused, OSError if nobody listens."""
        address = self.url + path + ("?" + urllib.parse.urlencode(query) if query else "")
        request = urllib.request.Request(address, method=method, data=None if body is None else body.encode())
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with self._opener.open(request, timeout=patience) as answer:
                return answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refusal:
            raise ControlError(refusal.code, _reason(refusal)) from None

    def json(self, method, path, query=None, body=None, patience=30.0):
        """The same, parsed."""
        return json.loads(self.request(method, path, query, body, patience))


def _reason(refusal):
    text = refusal.read().decode("utf-8", "replace").strip()
    try:
        return json.loads(text)["error"]
    except (ValueError, KeyError, TypeError):
        return text or str(refusal)
