"""docker/compose.yaml: what it names is there, and its tests pass against the program with the variables it sets."""

import pathlib
import tempfile
import unittest

import image
import yaml

FOLDER = image.REPOSITORY / "docker"
SERVICES = yaml.safe_load((FOLDER / "compose.yaml").read_text())["services"]


class Compose(unittest.TestCase):
    def test_names_files_that_exist(self):
        build = SERVICES["modem"]["build"]
        self.assertTrue((FOLDER / build["context"] / build["dockerfile"]).samefile(FOLDER / "Dockerfile"))
        for volume in SERVICES["tests"]["volumes"]:
            here, there, _ = volume.split(":")
            self.assertTrue((FOLDER / here).is_dir())
            for program in SERVICES["tests"]["entrypoint"]:
                self.assertTrue((FOLDER / here / pathlib.Path(program).relative_to(there)).is_file())

    def test_names_services_that_exist(self):
        for service in SERVICES.values():
            self.assertLessEqual(set(service.get("depends_on", [])), set(SERVICES))
        self.assertEqual(SERVICES["tests"]["image"], SERVICES["modem"]["image"])

    def test_names_ports_of_the_image(self):
        published = {tuple(port.split(":")[1:]) for port in SERVICES["modem"]["ports"]}
        self.assertEqual(published, {(str(port), str(port)) for port in image.exposed_ports()})
        modem = SERVICES["tests"]["command"][0].split(":")
        self.assertIn(modem[0], SERVICES)
        self.assertIn(int(modem[1]), image.exposed_ports())

    def test_names_options_that_exist(self):
        self.assertLessEqual(set(SERVICES["modem"]["environment"]), image.variable_names())
        self.assertLessEqual({n for n in image.variables() if n.startswith("AIR780SIM_")}, image.variable_names())

    def test_its_tests_pass(self):
        """The modem reaches the broker of the file, here one of a second emulator."""
        with tempfile.TemporaryDirectory() as folder, image.Emulator() as other:
            environment = dict(SERVICES["modem"]["environment"])
            broker = other.addresses["broker"]
            environment["AIR780SIM_ROUTE"] = environment["AIR780SIM_ROUTE"].replace("broker:1883", broker)
            with image.Emulator(**environment) as modem:
                self.assertNotIn("broker", modem.addresses)
                tests = (FOLDER / "examples" / pathlib.Path(SERVICES["tests"]["entrypoint"][0]).name).resolve()
                said = modem.run(f"'{tests}' {modem.addresses['tcp']}", folder)
        self.assertIn('+MSUB: "first/message",5 byte,hello', said)


if __name__ == "__main__":
    unittest.main()
