"""What a page shows, compared with what came: `…` stands for anything in a line, alone on a line for any lines."""

import re


def _pattern(line):
    return ".*".join(re.escape(part) for part in line.rstrip().split("…"))


def line_matches(shown, came):
    return re.fullmatch(_pattern(shown), came.rstrip()) is not None


def matches(shown, came):
    """Whether the whole text `came` is what is `shown`."""
    pattern = ""
    for line in shown.rstrip().splitlines():
        pattern += r"(?:.*\n)*" if line.strip() == "…" else _pattern(line) + r"[ \t]*\n"
    return re.fullmatch(pattern, came.rstrip() + "\n" if came.strip() else "") is not None
