"""What .dockerignore lets into the image's build is all that the build wants."""

import glob
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import image


class Context(unittest.TestCase):
    def test_is_enough_to_configure_the_build(self):
        patterns = re.findall(r"^!(.*)$", (image.REPOSITORY / ".dockerignore").read_text(), re.MULTILINE)
        # As the Dockerfile does, apart from where things are.
        options = re.findall(r"-D\w+=\w+", image.DOCKERFILE)
        self.assertIn("-DAIR780_STATIC=ON", options)
        with tempfile.TemporaryDirectory() as folder:
            for pattern in patterns:
                for name in glob.glob(pattern, root_dir=image.REPOSITORY):
                    self.copy(name, pathlib.Path(folder, "source"))
            done = subprocess.run(
                ["cmake", "-S", f"{folder}/source", "-B", f"{folder}/build", "-G", "Ninja", *options],
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def copy(self, name, to):
        source, target = image.REPOSITORY / name, to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)


if __name__ == "__main__":
    unittest.main()
