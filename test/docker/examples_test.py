"""The shell parts of docker/examples, executed against the program as the image would start it."""

import pathlib
import re
import tempfile
import unittest

import image
import yaml


def example(name):
    return yaml.safe_load((image.REPOSITORY / "docker/examples" / name).read_text())


class Examples(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        # The checkout that the jobs work in.
        (self.folder / "docker").symlink_to(image.REPOSITORY / "docker")

    def execute(self, scripts, service, job):
        """The job's scripts against its service, at the ports that were free."""
        self.assertLessEqual(set(service), image.variable_names())
        self.assertEqual(set(job), {"MODEM", "CONTROL"})
        self.assertIn(int(job["MODEM"].split(":")[-1]), image.exposed_ports())
        self.assertIn(int(job["CONTROL"].split(":")[-1]), image.exposed_ports())
        with image.Emulator(**{name: str(value) for name, value in service.items()}) as emulator:
            here = {"MODEM": emulator.addresses["tcp"], "CONTROL": "http://" + emulator.addresses["control"]}
            for script in scripts:
                emulator.run(script, self.folder, **here)
        transcript = (self.folder / "transcript.txt").read_text()
        self.assertEqual(len(re.findall("urc +SUBACK", transcript)), 2, transcript)

    def test_github_actions(self):
        job = example("github-actions.yml")["jobs"]["driver-tests"]
        modem = job["services"]["modem"]
        self.assertLessEqual({int(port.split(":")[0]) for port in modem["ports"]}, image.exposed_ports())
        scripts = [step["run"] for step in job["steps"] if "run" in step]
        self.assertEqual(len(scripts), 3)
        self.execute(scripts, modem["env"], job["env"])

    def test_gitlab_ci(self):
        job = example("gitlab-ci.yml")["driver-tests"]
        service = job["services"][0]
        self.assertEqual(job["variables"]["MODEM"].split(":")[0], service["alias"])
        installing, *waiting = job["before_script"]
        self.assertIn("apt-get", installing)
        self.execute(waiting + job["script"] + job["after_script"], service["variables"], job["variables"])


if __name__ == "__main__":
    unittest.main()
