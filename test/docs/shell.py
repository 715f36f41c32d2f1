"""One bash in which the blocks of a page are executed, one after another, as by somebody who types them in."""

import fcntl
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess

# A line that starts an emulator (options, no command behind its name) or `attach`, with or without `&`; the reader has a
# terminal for each.
STARTS = re.compile(r"^(?:\w+=\S+ )*(?:air780sim|sim/run)(?: +attach\b.*| +-(?!-list|-help|-version).*| *&?)$")

PATIENCE = 50

PRELUDE = r"""
set -eu
set -o pipefail
started=()
finish() {
  local code=$? pid ended
  # Everything else that the page left in the background ends first: it may hold the emulators' lines.
  for pid in $(jobs -p); do [[ " ${started[*]} " == *" $pid "* ]] || builtin kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do
    builtin kill "$pid" 2>/dev/null || true
    ended=0
    wait "$pid" || ended=$?
    # 127: the page waited for it itself; 143: it ended it before it was up.
    [[ $ended =~ ^(0|127|143)$ ]] || { echo "an emulator ended with $ended"; [ $code != 0 ] || code=1; }
  done >>"$PLACE/end" 2>&1
  echo "exit $code" >&"$TOLD"
}
trap finish EXIT
await_ready() { # PID SAID LOG
  started+=("$1")
  until grep -q '^ready' "$2" 2>/dev/null; do
    builtin kill -0 "$1" 2>/dev/null || { cat "$2" "$3"; return 1; }
    sleep 0.02
  done
  cat "$2"
}
# As a reader's, who takes longer to type the next line than a program takes to end.
kill() {
  builtin kill "$@"
  while builtin kill -0 "$@" 2>/dev/null; do sleep 0.02; done
}
# As a reader's, but it tells of an error.
curl() { command curl -sS --fail-with-body "$@"; }
"""


class BlockFailed(AssertionError):
    pass


class Shell:
    """`place` is a folder for its own files, `folder` where the commands are executed."""

    def __init__(self, place, folder, environment):
        self._place = pathlib.Path(place)
        self._count = 0
        self.said = []  # files, one an emulator: what it said on stdout
        receiving, low = os.pipe()
        sending = fcntl.fcntl(low, fcntl.F_DUPFD, 50)  # the pages use 3 and the like
        os.close(low)
        prelude = self._place / "prelude.sh"
        prelude.write_text(PRELUDE)
        self._process = subprocess.Popen(
            [shutil.which("bash"), "--norc", "-c", f'. "{prelude}"; while read -r next; do . "$next" </dev/null >"$next.out" 2>&1; echo done >&"$TOLD"; done; exit 0'],
            cwd=folder, env=environment | {"PLACE": str(place), "TOLD": str(sending)}, stdin=subprocess.PIPE, text=True,
            pass_fds=[sending], process_group=0,  # no session of its own, or a PTY would become its terminal
        )
        os.close(sending)
        self._told = os.fdopen(receiving)

    def execute(self, script):
        """Returns what it said; throws if it failed."""
        self._count += 1
        file = self._place / f"block-{self._count}"
        file.write_text("\n".join(self._in_background(line) for line in _whole_lines(script)) + "\n")
        self._process.stdin.write(f"{file}\n")
        self._process.stdin.flush()
        told = self._answer()
        said = pathlib.Path(f"{file}.out").read_text(errors="replace")
        if told != "done":
            raise BlockFailed(f"{told}, having said:\n{said}{self.logs()}")
        return said

    def _answer(self):
        """What the shell tells on its line to this program."""
        readable, _, _ = select.select([self._told], [], [], PATIENCE)
        return self._told.readline().strip() if readable else f"not done after {PATIENCE} s"

    def _in_background(self, line):
        if not STARTS.match(line) or re.search(r"\s>\s*\S", line):
            return line  # what it says goes where the page has it
        said = self._place / f"emulator-{len(self.said)}"
        self.said.append(said)
        log = f"{said}.log"
        command = re.sub(r"\s*&\s*(#.*)?$", "", line)
        errors = "" if "2>" in command else f' 2>"{log}"'
        return f'{command} >"{said}"{errors} &\nawait_ready $! "{said}" "{log}"'

    def logs(self):
        """What the emulators have logged, for the report of a failure."""
        files = sorted(self._place.glob("emulator-*.log"))
        return "".join(f"--- {file.name}\n{file.read_text(errors='replace')}" for file in files)

    def close(self):
        """Ends everything that the page started; throws if an emulator did not end well."""
        self._process.stdin.close()
        told = self._answer()
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        self._told.close()
        if told not in ("exit 0", ""):
            end = self._place / "end"
            raise BlockFailed(f"at the end: {told}\n{end.read_text() if end.exists() else ''}{self.logs()}")


def _whole_lines(script):
    """Lines that a backslash joins as one, except in here-documents, which have none."""
    return re.sub(r" *\\\n *", " ", script).splitlines()
