"""A page of the documentation: its fenced blocks, its links and its headings."""

import pathlib
import re
from dataclasses import dataclass

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# What is executed, what is checked, what cannot be run, and what is only shown since it stands whole in test-kits/.
KINDS = {"sh", "text", "at", "rules", "scenario", "console", "python", "cmake"}


@dataclass
class Block:
    kind: str
    text: str
    line: int  # of its fence, counted from 1
    before: str  # the paragraph in front of it


def pages():
    """README.md and everything in docs/."""
    return [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def blocks(path):
    """The fenced blocks in their order."""
    found, inside, paragraph = [], None, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        fence = re.fullmatch(r"( *)```(\w*)", line)
        if fence and inside is None:
            inside = Block(fence[2], "", number, " ".join(paragraph))
            indent = len(fence[1])
            paragraph = []
        elif fence:
            found.append(inside)
            inside = None
        elif inside is not None:
            inside.text += line[indent:] + "\n"
        else:
            paragraph = [*paragraph, line] if line.strip() else paragraph if not paragraph else [*paragraph[-3:]]
    if inside is not None:
        raise ValueError(f"{path.name}:{inside.line}: the block is not closed")
    return found


def prose(path):
    """The text without its fenced blocks and without what is between backticks."""
    text = re.sub(r"^ *```.*?^ *```$", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def links(path):
    """Those that lead to files or headings of this repository."""
    targets = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose(path))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(path):
    """What GitHub makes of the headings."""
    text = re.sub(r"^ *```.*?^ *```$", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
