"""docker/health: it speaks to the module until a host does, and never into what a host says."""

import socket
import unittest

import image

HEALTH = image.REPOSITORY / "docker/health"


class Health(unittest.TestCase):
    def check(self, emulator, **changes):
        listening = {f"AIR780SIM_{name.upper()}": emulator.addresses[name] for name in ("tcp", "rfc2217", "control")}
        return emulator.run(str(HEALTH), "/", **(listening | changes))

    def said(self, emulator):
        control = "http://" + emulator.addresses["control"]
        return emulator.run(f"air780sim ctl --control {control} transcript | grep -c 'host .*AT' || true", "/").strip()

    def test_probes_once_and_then_leaves_the_line_to_the_host(self):
        with image.Emulator() as emulator:
            self.check(emulator)
            self.assertEqual(self.said(emulator), "1")
            host = socket.create_connection(("127.0.0.1", int(emulator.addresses["tcp"].split(":")[1])))
            with host:
                self.check(emulator)
                self.check(emulator)
                self.assertEqual(self.said(emulator), "1")

    def test_does_without_the_control_api_or_the_tcp_line(self):
        with image.Emulator(AIR780SIM_CONTROL="") as emulator:
            emulator.addresses["control"] = ""
            self.check(emulator)
        with image.Emulator(AIR780SIM_TCP="", AIR780SIM_CONTROL="") as emulator:
            emulator.addresses |= {"control": "", "tcp": ""}
            self.check(emulator)

    def test_uses_the_token(self):
        with image.Emulator(AIR780SIM_CONTROL_TOKEN="s3cret") as emulator:
            self.check(emulator, AIR780SIM_CONTROL_TOKEN="s3cret")
            with self.assertRaisesRegex(AssertionError, "401|token"):
                self.check(emulator)

    def test_fails_when_nobody_answers(self):
        with image.Emulator() as emulator:
            pass
        with self.assertRaises(AssertionError):
            self.check(emulator)


if __name__ == "__main__":
    unittest.main()
